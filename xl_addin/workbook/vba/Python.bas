Attribute VB_Name = "Python"
Option Explicit
Option Private Module
' Our Python: on Windows a COM server of our own, which runs since login (xl_addin/com_server).
' It is joined by its class: no DLL that could be missing or taken for a virus, no process that Excel would start,
' and LibreOffice can read this module too.

Private Const COM_SERVER As String = "new:{B8A1F1C4-3D5E-4E0B-9C57-6A2F40D7E913}"
Private Const PAUSE As Double = 20
Private Const NOT_SET_UP As Long = 513
Private Const NO_SERVER As String = "MediaMapper's Python does not answer this Excel. If Excel was started as administrator, close it and start it without. If not, sign out and in again, or run: mediamapper install"

Private joined As Object
Private failedAt As Double

' The answer of a formula; False if our Python can't be reached, and for a while after.
Public Function FromPython(ByVal verb As String, one As Variant, two As Variant, answer As Variant) As Boolean
    Dim attempt As Long
    If failedAt > 0 And Abs(Timer - failedAt) < PAUSE Then Exit Function
    On Error GoTo NoAnswer
    answer = Server().Formula(verb, one, two)
    failedAt = 0
    FromPython = True
    Exit Function
NoAnswer:
    ' Once more, since the one that we had joined may have ended and been started again.
    Set joined = Nothing
    attempt = attempt + 1
    If attempt = 1 Then Resume
    failedAt = Timer
End Function

' Hands a click to our Python, which does it on this Excel after we have returned; why it was not taken, or "".
Public Function RunButton(ByVal verb As String, ByVal other As String) As String
    Dim attempt As Long, book As String
    If Not ActiveWorkbook Is Nothing Then book = ActiveWorkbook.Name
    On Error GoTo NoAnswer
    RunButton = Server().Press(verb, Application, book, other)
    failedAt = 0
    Exit Function
NoAnswer:
    Set joined = Nothing
    attempt = attempt + 1
    If attempt = 1 Then Resume
    RunButton = NO_SERVER
End Function

' Stops what runs; what the status bar can say of that.
Public Function StopButton() As String
    On Error GoTo NoAnswer
    StopButton = Server().Cancel()
NoAnswer:
End Function

Private Function Server() As Object
    If joined Is Nothing Then Set joined = GetObject(COM_SERVER)
    Set Server = joined
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
