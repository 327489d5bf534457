' A client as Excel's macros are (xl_addin/workbook/vba/Formulas.bas): each formula with each shape of cells, with and
' without samples. Prints a line each: verb, shape, samples, and the answer as rows of values.
Option Explicit
Const SERVER = "new:{B8A1F1C4-3D5E-4E0B-9C57-6A2F40D7E913}"
Dim python, verb, shape, headers, samples

headers = Array("Media Cost", "Impressions", "Clicks", "Start date")
Set python = GetObject(SERVER)
For Each verb In Array("map_column", "map_confidence", "map_why")
    For Each shape In Array("1x1", "1x3", "3x1", "2x2")
        Ask verb, shape, "none", Block(shape), Empty
        Ask verb, shape, "samples", Block(shape), SamplesFor(shape)
    Next
Next
For Each shape In Array("1x1", "1x3", "3x1", "2x2")
    headers = Array("FB", "Meta", "Tik Tok", "facebook")
    Ask "map_value", shape, "field", Cells(1, 1, Array("platform")), Block(shape)
Next
Ask "map_value", "1x1", "none", Cells(1, 1, Array("platform")), Empty

Function Block(size)
    Block = Cells(CInt(Left(size, 1)), CInt(Right(size, 1)), headers)
End Function

' Numbers and texts, as columns below the headers; for headers below each other, beside them.
Function SamplesFor(size)
    Dim figures
    figures = Array(1200.5, 900, "n/a", 17, Empty, 3, 4, 5)
    Select Case size
        Case "1x1": SamplesFor = Cells(3, 1, figures)
        Case "1x3": SamplesFor = Cells(2, 3, figures)
        Case "3x1": SamplesFor = Cells(3, 2, figures)
        Case "2x2": SamplesFor = Cells(2, 4, figures)
    End Select
End Function

' Rows and columns of values, filled row by row.
Function Cells(height, width, values)
    Dim made, row, column
    ReDim made(height - 1, width - 1)
    For row = 0 To height - 1
        For column = 0 To width - 1
            made(row, column) = values(row * width + column)
        Next
    Next
    Cells = made
End Function

Sub Ask(verb, shape, extra, one, two)
    WScript.Echo verb & vbTab & shape & vbTab & extra & vbTab & Shown(python.Formula(verb, one, two))
End Sub

' Rows joined by "; ", their values by "|".
Function Shown(answer)
    Dim row, column, line
    If Not IsArray(answer) Then
        Shown = CStr(answer)
        Exit Function
    End If
    For row = LBound(answer, 1) To UBound(answer, 1)
        line = ""
        For column = LBound(answer, 2) To UBound(answer, 2)
            line = line & "|" & CStr(answer(row, column))
        Next
        Shown = Shown & "; " & Mid(line, 2)
    Next
    Shown = Mid(Shown, 3)
End Function
