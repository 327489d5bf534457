Attribute VB_Name = "Json"
Option Explicit
Option Private Module
' As much of JSON as the worker speaks. An object is a Collection with keys, an array one without.

Private Const BAD_JSON As Long = 514

Public Function JsonText(value As Variant) As String
    If IsError(value) Or IsEmpty(value) Or IsNull(value) Then
        JsonText = "null"
    ElseIf VarType(value) = vbBoolean Then
        JsonText = IIf(value, "true", "false")
    ElseIf VarType(value) = vbDate Then
        JsonText = JsonString(Format(value, IIf(CDbl(value) = Int(CDbl(value)), "yyyy-mm-dd", "yyyy-mm-dd hh\:nn\:ss")))
    ElseIf VarType(value) = vbString Then
        JsonText = JsonString(CStr(value))
    Else
        JsonText = JsonNumber(CDbl(value))
    End If
End Function

' Str writes a point whatever the country, but no zero before it.
Private Function JsonNumber(ByVal value As Double) As String
    JsonNumber = Trim(Str(value))
    If Left(JsonNumber, 1) = "." Then JsonNumber = "0" & JsonNumber
    If Left(JsonNumber, 2) = "-." Then JsonNumber = "-0" & Mid(JsonNumber, 2)
End Function

Private Function JsonString(ByVal text As String) As String
    Dim at As Long, code As Long
    For at = 1 To Len(text)
        code = AscW(Mid(text, at, 1)) And &HFFFF&
        If code < 32 Or code > 126 Or code = 34 Or code = 92 Then
            JsonString = JsonString & "\u" & Right("000" & Hex(code), 4)
        Else
            JsonString = JsonString & ChrW(code)
        End If
    Next at
    JsonString = """" & JsonString & """"
End Function

Public Function ParseJson(ByVal text As String) As Collection
    Dim at As Long
    at = 1
    Set ParseJson = Parsed(text, at)
End Function

Private Function Parsed(text As String, at As Long) As Variant
    Select Case Upcoming(text, at)
        Case "{", "[": Set Parsed = Members(text, at)
        Case """": Parsed = ParsedString(text, at)
        Case "t": Parsed = True: at = at + 4
        Case "f": Parsed = False: at = at + 5
        Case "n": Parsed = Null: at = at + 4
        Case Else: Parsed = ParsedNumber(text, at)
    End Select
End Function

Private Function Upcoming(text As String, at As Long) As String
    Do While at <= Len(text) And InStr(" " & vbTab & vbCr & vbLf, Mid(text, at, 1)) > 0
        at = at + 1
    Loop
    Upcoming = Mid(text, at, 1)
End Function

Private Function Members(text As String, at As Long) As Collection
    Dim made As Collection, keyed As Boolean, key As String
    Set made = New Collection
    keyed = Mid(text, at, 1) = "{"
    at = at + 1
    Do Until Closes(Upcoming(text, at))
        If keyed Then
            key = ParsedString(text, at)
            If Upcoming(text, at) <> ":" Then Err.Raise BAD_JSON
            at = at + 1
            made.Add Parsed(text, at), key
        Else
            made.Add Parsed(text, at)
        End If
        If Upcoming(text, at) = "," Then at = at + 1
    Loop
    at = at + 1
    Set Members = made
End Function

Private Function Closes(ByVal letter As String) As Boolean
    If letter = "" Then Err.Raise BAD_JSON
    Closes = letter = "]" Or letter = "}"
End Function

Private Function ParsedString(text As String, at As Long) As String
    Dim letter As String
    at = at + 1
    Do Until Mid(text, at, 1) = """"
        If at > Len(text) Then Err.Raise BAD_JSON
        letter = Mid(text, at, 1)
        If letter = "\" Then
            at = at + 1
            letter = Escaped(text, at)
        End If
        ParsedString = ParsedString & letter
        at = at + 1
    Loop
    at = at + 1
End Function

Private Function Escaped(text As String, at As Long) As String
    Select Case Mid(text, at, 1)
        Case "n": Escaped = vbLf
        Case "r": Escaped = vbCr
        Case "t": Escaped = vbTab
        Case "b", "f": Escaped = " "
        Case "u"
            Escaped = ChrW(CLng("&H" & Mid(text, at + 1, 4)))
            at = at + 4
        Case Else: Escaped = Mid(text, at, 1)
    End Select
End Function

Private Function ParsedNumber(text As String, at As Long) As Double
    Dim start As Long
    start = at
    Do While at <= Len(text) And InStr("+-0123456789.eE", Mid(text, at, 1)) > 0
        at = at + 1
    Loop
    If at = start Then Err.Raise BAD_JSON
    ParsedNumber = Val(Mid(text, start, at - start))
End Function
