Attribute VB_Name = "Buttons"
Option Explicit
' One procedure a button: MM_ for Alt+F8 and shapes, MMR_ for the ribbon. What they do is xl_addin/ribbon.py.
' On Windows and macOS the work begins when the procedure has returned: Excel goes on meanwhile.

Private Const NO_EXTENSION As String = "MediaMapper's extension is not installed in LibreOffice. Close LibreOffice and run: mediamapper install"
Private Const VERSIONS As String = "Plans and raw data,*.xlsx;*.xlsm;*.xlsb;*.xls;*.ods;*.csv;*.parquet,All files,*.*"
Private Const NO_PYTHON As String = "MediaMapper's Python could not do this. To see why, run in a terminal: mediamapper doctor"

Private Sub Press(ByVal verb As String)
    PressWith verb, ""
End Sub

' other: the version that was chosen to compare with.
Private Sub PressWith(ByVal verb As String, ByVal other As String)
    Dim buttons As Object, refusal As String
    On Error GoTo Trouble
    If InLibreOffice() Then
        Set buttons = Extension("Buttons")
        If buttons Is Nothing Then
            MsgBox NO_EXTENSION, vbExclamation, "MediaMapper"
        Else
            buttons.press verb
        End If
    ElseIf OnMac() Then
        ' Five lines: the verb, the interpreter, what xlwings needs to find this workbook, and the other version.
        AskScript "press", verb & vbLf & Interpreter() & vbLf & ActiveWorkbook.Name & vbLf & Left(Application.Path, Len(Application.Path) - 4) & vbLf & other
    Else
        Application.StatusBar = "MediaMapper ..."
        ListenForEsc True
        refusal = RunButton(verb, other)
        If refusal <> "" Then
            ListenForEsc False
            Application.StatusBar = False
            MsgBox refusal & vbLf & vbLf & WorkerState(), vbExclamation, "MediaMapper"
        End If
    End If
    Exit Sub
Trouble:
    MsgBox NO_PYTHON & vbLf & vbLf & Split(Err.Description & vbLf, vbLf)(0) & vbLf & WorkerState(), vbExclamation, "MediaMapper"
End Sub

' Esc means Cancel while a button's work runs; our Python, or Cancel itself, gives Esc back.
Private Sub ListenForEsc(ByVal listen As Boolean)
    On Error Resume Next
    If listen Then
        Application.OnKey "{ESC}", "'" & ThisWorkbook.Name & "'!MM_Cancel"
    Else
        Application.OnKey "{ESC}"
    End If
End Sub

Public Sub MM_Cancel()
    Dim words As String
    If InLibreOffice() Or OnMac() Then
        Press "cancel"
    Else
        ListenForEsc False
        words = StopButton()
        If words = "" Then Application.StatusBar = False Else Application.StatusBar = words
    End If
End Sub

Public Sub MMR_Cancel(control As Object)
    MM_Cancel
End Sub

' The workbook shows no tab beside the add-in's; the add-in always shows its own.
Public Sub MMR_TabVisible(control As Object, ByRef visible As Variant)
    visible = ThisWorkbook.IsAddin Or Not AddInIsOpen()
End Sub

Private Function AddInIsOpen() As Boolean
    On Error GoTo Absent
    AddInIsOpen = Workbooks("MediaMapper.xlam").IsAddin
Absent:
End Function

Public Sub MM_KeepValues()
    Press "keep_values"
End Sub

Public Sub MMR_KeepValues(control As Object)
    MM_KeepValues
End Sub

Public Sub MM_RemoveSheets()
    Press "remove_sheets"
End Sub

Public Sub MMR_RemoveSheets(control As Object)
    MM_RemoveSheets
End Sub

Public Sub MM_MapColumns()
    Press "map_columns"
End Sub

Public Sub MMR_MapColumns(control As Object)
    MM_MapColumns
End Sub

Public Sub MM_AcceptAllSure()
    Press "accept_all_sure"
End Sub

Public Sub MMR_AcceptAllSure(control As Object)
    MM_AcceptAllSure
End Sub

Public Sub MM_Confirm()
    Press "confirm"
End Sub

Public Sub MMR_Confirm(control As Object)
    MM_Confirm
End Sub

Public Sub MM_Reject()
    Press "reject"
End Sub

Public Sub MMR_Reject(control As Object)
    MM_Reject
End Sub

Public Sub MM_NextDoubt()
    Press "next_doubt"
End Sub

Public Sub MMR_NextDoubt(control As Object)
    MM_NextDoubt
End Sub

Public Sub MM_CheckPlan()
    Press "check_plan"
End Sub

Public Sub MMR_CheckPlan(control As Object)
    MM_CheckPlan
End Sub

Public Sub MM_ExportRawData()
    Press "export_raw_data"
End Sub

Public Sub MMR_ExportRawData(control As Object)
    MM_ExportRawData
End Sub

' A file, which may be open; LibreOffice's extension asks by itself.
Public Sub MM_CompareWith()
    Dim chosen As String
    If Not InLibreOffice() Then
        chosen = ChosenFile()
        If chosen = "" Then Exit Sub
    End If
    PressWith "compare_with", chosen
End Sub

Public Sub MMR_CompareWith(control As Object)
    MM_CompareWith
End Sub

Public Sub MMR_CompareWithBook(control As Object)
    PressWith "compare_with", control.Tag
End Sub

' What the menu shows whenever it is opened: the open workbooks but the one in front, then a file.
Public Sub MMR_CompareMenu(control As Object, ByRef content As Variant)
    Dim book As Object, items As String, number As Long
    For Each book In Workbooks
        If IsAnother(book) Then
            number = number + 1
            items = items & MenuItem("mmBook" & number, book.Name, book.FullName, "MMR_CompareWithBook")
        End If
    Next book
    content = "<menu xmlns=""http://schemas.microsoft.com/office/2009/07/customui"">" & items & MenuItem("mmFile", "A file...", "", "MMR_CompareWith") & "</menu>"
End Sub

Private Function IsAnother(book As Object) As Boolean
    On Error GoTo Windowless
    IsAnother = book.Windows(1).Visible And Not book Is ActiveWorkbook
Windowless:
End Function

Private Function MenuItem(ByVal id As String, ByVal label As String, ByVal tag As String, ByVal action As String) As String
    MenuItem = "<button id=""" & id & """ label=""" & Escaped(Replace(label, "&", "&&")) & """ tag=""" & Escaped(tag) & """ onAction=""" & action & """/>"
End Function

Private Function Escaped(ByVal words As String) As String
    Escaped = Replace(Replace(Replace(Replace(words, "&", "&amp;"), "<", "&lt;"), ">", "&gt;"), """", "&quot;")
End Function

Private Function ChosenFile() As String
    Dim chosen As Variant
    If OnMac() Then
        chosen = Application.GetOpenFilename()
    Else
        chosen = Application.GetOpenFilename(VERSIONS, 1, "The earlier version to compare with")
    End If
    If VarType(chosen) = vbString Then ChosenFile = chosen
End Function

Public Sub MM_UndoLast()
    Press "undo_last"
End Sub

Public Sub MMR_UndoLast(control As Object)
    MM_UndoLast
End Sub

Public Sub MM_MemoryReport()
    Press "memory_report"
End Sub

Public Sub MMR_MemoryReport(control As Object)
    MM_MemoryReport
End Sub

Public Sub MM_Settings()
    Press "settings"
End Sub

Public Sub MMR_Settings(control As Object)
    MM_Settings
End Sub

Public Sub MM_Doctor()
    Press "doctor"
End Sub

Public Sub MMR_Doctor(control As Object)
    MM_Doctor
End Sub

Public Sub MM_Help()
    Press "help"
End Sub

Public Sub MMR_Help(control As Object)
    MM_Help
End Sub
