Attribute VB_Name = "Host"
Option Explicit
Option Private Module
' Which program runs us, and what stands on Start.

' LibreOffice passes over every line that begins with #, so that only there the line between is code.
Public Function InLibreOffice() As Boolean
    #If LibreOffice Then
        InLibreOffice = True
    #End If
End Function

Public Function OnMac() As Boolean
    #If Mac Then
        OnMac = Not InLibreOffice()
    #End If
End Function

' A service of MediaMapper's extension for LibreOffice; Nothing without it.
Public Function Extension(ByVal service As String) As Object
    Dim found As Object
    On Error GoTo Absent
    #If LibreOffice Then
        Set found = CreateUnoService("org.mediamapper.calc." & service)
    #End If
    If Not IsNull(found) Then Set Extension = found
Absent:
End Function

' Excel for macOS keeps us in a sandbox; one script outside it may be asked. mediamapper install puts it there.
Public Function AskScript(ByVal handler As String, ByVal text As String) As String
    #If Mac Then
        AskScript = AppleScriptTask("MediaMapper.applescript", handler, text)
    #End If
End Function

' The text of a small file, "" if it can't be read.
Public Function FileText(ByVal path As String) As String
    Dim number As Integer, text As String
    On Error GoTo Unreadable
    number = FreeFile
    Open path For Input As #number
    Do While Not EOF(number)
        Line Input #number, text
        FileText = FileText & text & vbLf
    Loop
    Close #number
    Exit Function
Unreadable:
    FileText = ""
End Function
