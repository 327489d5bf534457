Attribute VB_Name = "Python"
Option Explicit
Option Private Module
' Windows: our Python process behind xlwings' COM server. First the one that was started at login; if there is none,
' xlwings' DLL starts one. The DLL lies where pip put it, beside the interpreter that mediamapper install wrote down.

Private Const DLL_64 As String = "xlwings64-0.37.8.dll"
Private Const DLL_32 As String = "xlwings32-0.37.8.dll"
Private Const AT_LOGIN As String = "{B8A1F1C4-3D5E-4E0B-9C57-6A2F40D7E913}"
Private Const PAUSE As Double = 60
Private Const NOT_STARTED As Long = vbObjectError + 513

Private Declare PtrSafe Function Activate64 Lib "xlwings64-0.37.8.dll" Alias "XLPyDLLActivateAuto" (ByRef result As Variant, ByVal command As String, ByVal mode As Long) As Long
Private Declare PtrSafe Function Activate32 Lib "xlwings32-0.37.8.dll" Alias "XLPyDLLActivateAuto" (ByRef result As Variant, ByVal command As String, ByVal mode As Long) As Long
Private Declare PtrSafe Function LoadLibraryW Lib "kernel32" (ByVal path As LongPtr) As LongPtr

Private loaded As Boolean
Private failedAt As Double

' The answer of a formula in our Python process; False if that can't be reached, and for a minute after.
Public Function FromPython(ByVal verb As String, one As Variant, two As Variant, answer As Variant) As Boolean
    Dim server As Object
    If failedAt > 0 And Abs(Timer - failedAt) < PAUSE Then Exit Function
    On Error GoTo NoServer
    Set server = XLPy()
    failedAt = 0
    On Error GoTo NoAnswer
    answer = server.CallUDF("xl_addin.udfs", verb, Array(one, two), ThisWorkbook, Application.Caller)
    FromPython = True
    Exit Function
NoServer:
    failedAt = Timer
NoAnswer:
End Function

' One button in our Python process.
Public Sub RunButton(ByVal verb As String)
    Dim server As Object
    Set server = XLPy()
    server.SetAttr server.Module("xlwings._xlwindows"), "BOOK_CALLER", ActiveWorkbook
    server.Exec "import xl_addin.ribbon; xl_addin.ribbon." & verb & "()"
End Sub

Private Function XLPy() As Object
    Dim found As Variant
    LoadDll
    If Activate(found, AT_LOGIN) <> 0 Then
        If Activate(found, StartCommand()) <> 0 Then Err.Raise NOT_STARTED, , CStr(found)
    End If
    Set XLPy = found
End Function

Private Function Activate(found As Variant, ByVal command As String) As Long
    #If Win64 Then
        Activate = Activate64(found, command, 1)
    #Else
        Activate = Activate32(found, command, 1)
    #End If
End Function

Private Function StartCommand() As String
    StartCommand = Quoted(Interpreter()) & " -I -m xl_addin.com_server $(CLSID)"
End Function

Private Sub LoadDll()
    Dim folder As String, name As String
    If loaded Then Exit Sub
    name = DLL_32
    #If Win64 Then
        name = DLL_64
    #End If
    folder = Parent(Interpreter())
    ' Beside the interpreter, or in a virtual environment one folder up.
    If LoadLibraryW(StrPtr(folder & "\" & name)) = 0 Then
        If LoadLibraryW(StrPtr(Parent(folder) & "\" & name)) = 0 Then
            Err.Raise NOT_STARTED, , name & " is not in " & folder
        End If
    End If
    loaded = True
End Sub

' Only the user's own file is read. A sheet or a file beside the workbook would travel with it, and name
' another machine's interpreter, or a stranger's.
Public Function Interpreter() As String
    Dim line As Variant, name As String, path As String
    name = "INTERPRETER_WIN"
    path = Environ("USERPROFILE") & "\.mediamapper\mediamapper.conf"
    If OnMac() Then
        name = "INTERPRETER_MAC"
        path = Environ("HOME") & "/mediamapper.conf"
    End If
    For Each line In Split(FileText(path), vbLf)
        If InStr(1, line, Quoted(name) & ",", vbTextCompare) = 1 Then
            Interpreter = Replace(Mid(line, Len(name) + 4), """", "")
        End If
    Next line
    If Interpreter = "" Then Err.Raise NOT_STARTED, , "There is no " & name & " in " & path
End Function

Private Function Quoted(ByVal text As String) As String
    Quoted = """" & text & """"
End Function

Private Function Parent(ByVal path As String) As String
    If InStrRev(path, "\") > 0 Then Parent = Left(path, InStrRev(path, "\") - 1)
End Function
