Attribute VB_Name = "Formulas"
Option Explicit
' The four formulas. A range is one call, and its answers spill. They ask memory and rules, never the model.
' No answer is "?", and MAP_WHY says why; never the text of an error.

Private Const NO_EXTENSION As String = "MediaMapper's extension is not installed in LibreOffice. Run: mediamapper install"
Private Const NO_ANSWER As String = "The formula could not be answered. Run: mediamapper doctor"

Public Function MAP_COLUMN(header As Variant, Optional samples As Variant) As Variant
Attribute MAP_COLUMN.VB_Description = "The target field of a column header, or of each header in a range. Answers from memory and rules, never from the model. '?' means not known: =MAP_WHY(...) says why."
Attribute MAP_COLUMN.VB_ProcData.VB_Invoke_Func = " \n14"
    MAP_COLUMN = Answered("map_column", header, samples)
End Function

Public Function MAP_CONFIDENCE(header As Variant, Optional samples As Variant) As Variant
Attribute MAP_CONFIDENCE.VB_Description = "How sure MediaMapper is of the field that =MAP_COLUMN(...) shows, from 0 to 1; 0 where it shows none."
Attribute MAP_CONFIDENCE.VB_ProcData.VB_Invoke_Func = " \n14"
    MAP_CONFIDENCE = Answered("map_confidence", header, samples)
End Function

Public Function MAP_WHY(header As Variant, Optional samples As Variant) As Variant
Attribute MAP_WHY.VB_Description = "One sentence on why =MAP_COLUMN(...) shows what it shows: who confirmed it, which rule found it, or what is missing and what to do."
Attribute MAP_WHY.VB_ProcData.VB_Invoke_Func = " \n14"
    MAP_WHY = Answered("map_why", header, samples)
End Function

Public Function MAP_VALUE(field As Variant, value As Variant) As Variant
Attribute MAP_VALUE.VB_Description = "The standard spelling of a value of a field: =MAP_VALUE(""platform"", ""FB"") shows Meta. Takes a range of values too. '?' means not known."
Attribute MAP_VALUE.VB_ProcData.VB_Invoke_Func = " \n14"
    MAP_VALUE = Answered("map_value", field, value)
End Function

Private Function Answered(ByVal verb As String, first As Variant, Optional second As Variant) As Variant
    Dim one As Variant, two As Variant, answer As Variant
    On Error GoTo Trouble
    one = Block(first)
    two = Empty
    If Not IsMissing(second) Then two = Block(second)
    If InLibreOffice() Then
        answer = FromExtension(verb, one, two)
    ElseIf OnMac() Then
        answer = FromWorker(verb, one, two)
    ElseIf Not FromPython(verb, one, two, answer) Then
        answer = FromWorker(verb, one, two)
    End If
    Answered = answer
    Exit Function
Trouble:
    Answered = Unanswered(verb, NO_ANSWER)
End Function

' Any argument as rows and columns of values, from 1 on.
Private Function Block(given As Variant) As Variant
    Dim made() As Variant, at As Long
    If IsObject(given) Then
        Block = Block(Trimmed(given).Value)
    ElseIf Not IsArray(given) Then
        ReDim made(1 To 1, 1 To 1)
        made(1, 1) = given
        Block = made
    ElseIf Dimensions(given) = 2 Then
        Block = given
    Else
        ReDim made(1 To 1, 1 To UBound(given) - LBound(given) + 1)
        For at = LBound(given) To UBound(given)
            made(1, at - LBound(given) + 1) = given(at)
        Next at
        Block = made
    End If
End Function

' A whole row or column only as far as the sheet is used.
Private Function Trimmed(cells As Variant) As Variant
    Dim used As Object, height As Long, width As Long
    Set Trimmed = cells
    If cells.Cells.Count < 20000 Then Exit Function
    Set used = cells.Worksheet.UsedRange
    height = used.Row + used.Rows.Count - cells.Row
    width = used.Column + used.Columns.Count - cells.Column
    If height > cells.Rows.Count Then height = cells.Rows.Count
    If width > cells.Columns.Count Then width = cells.Columns.Count
    If height < 1 Then height = 1
    If width < 1 Then width = 1
    Set Trimmed = cells.Resize(height, width)
End Function

Private Function Dimensions(given As Variant) As Long
    Dim last As Long
    On Error GoTo Done
    last = UBound(given, 1)
    Dimensions = 1
    last = UBound(given, 2)
    Dimensions = 2
Done:
End Function

Private Function FromExtension(ByVal verb As String, one As Variant, two As Variant) As Variant
    Static asked As Object
    If asked Is Nothing Then Set asked = Extension("Formulas")
    If asked Is Nothing Then
        FromExtension = Unanswered(verb, NO_EXTENSION)
        Exit Function
    End If
    Select Case verb
        Case "map_column": FromExtension = Grid(asked.mapColumn(one, two))
        Case "map_confidence": FromExtension = Grid(asked.mapConfidence(one, two))
        Case "map_why": FromExtension = Grid(asked.mapWhy(one, two))
        Case "map_value": FromExtension = Grid(asked.mapValue(one, two))
    End Select
End Function

' LibreOffice's rows of rows as rows and columns; one cell as its value.
Private Function Grid(rows As Variant) As Variant
    Dim made() As Variant, row As Variant, down As Long, across As Long
    Grid = rows
    If Not IsArray(rows) Then Exit Function
    If Dimensions(rows) = 2 Then Exit Function
    row = rows(LBound(rows))
    If Not IsArray(row) Then Exit Function
    If UBound(rows) = LBound(rows) And UBound(row) = LBound(row) Then
        Grid = row(LBound(row))
        Exit Function
    End If
    ReDim made(1 To UBound(rows) - LBound(rows) + 1, 1 To UBound(row) - LBound(row) + 1)
    For down = 1 To UBound(made, 1)
        row = rows(LBound(rows) + down - 1)
        For across = 1 To UBound(made, 2)
            made(down, across) = row(LBound(row) + across - 1)
        Next across
    Next down
    Grid = made
End Function
