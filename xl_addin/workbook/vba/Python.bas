Attribute VB_Name = "Python"
Option Explicit
Option Private Module
' Our Python: on Windows xlwings' COM server, which runs since login under a class of our own (xl_addin/com_server.py).
' We join it as xlwings' DLL would, by its class, but without the DLL: nothing to be missing or taken for a virus,
' no process is started from here, and LibreOffice can read this module too.

Private Const COM_SERVER As String = "new:{B8A1F1C4-3D5E-4E0B-9C57-6A2F40D7E913}"
Private Const PAUSE As Double = 20
Private Const NOT_SET_UP As Long = 513

Private joined As Object
Private failedAt As Double

' The answer of a formula; False if our Python can't be reached, and for a while after.
Public Function FromPython(ByVal verb As String, one As Variant, two As Variant, answer As Variant) As Boolean
    Dim attempt As Long
    If failedAt > 0 And Abs(Timer - failedAt) < PAUSE Then Exit Function
    On Error GoTo NoAnswer
    answer = XLPy().CallUDF("xl_addin.udfs", verb, Array(one, two), ThisWorkbook, Application.Caller)
    failedAt = 0
    FromPython = True
    Exit Function
NoAnswer:
    ' Once more, since the one that we had joined may have ended.
    Set joined = Nothing
    attempt = attempt + 1
    If attempt = 1 Then Resume
    failedAt = Timer
End Function

' One button; it acts on the active workbook of the Excel in front, which is the one that was clicked in.
Public Sub RunButton(ByVal verb As String)
    Set joined = Nothing
    XLPy().Exec "import xl_addin.ribbon; xl_addin.ribbon." & verb & "()"
End Sub

Private Function XLPy() As Object
    If joined Is Nothing Then Set joined = GetObject(COM_SERVER)
    Set XLPy = joined
End Function

' macOS: the interpreter that mediamapper install wrote down. Only the user's own file is read: a sheet or a file beside
' the workbook would travel with it, and name another machine's interpreter, or a stranger's.
Public Function Interpreter() As String
    Dim each_ As Variant, path As String
    path = Environ("HOME") & "/mediamapper.conf"
    For Each each_ In Split(FileText(path), vbLf)
        If InStr(each_, """INTERPRETER_MAC"",") = 1 Then Interpreter = Replace(Mid(each_, 19), """", "")
    Next each_
    If Interpreter = "" Then Err.Raise NOT_SET_UP, , "There is no INTERPRETER_MAC in " & path & ". Run: mediamapper install"
End Function
