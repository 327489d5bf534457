Attribute VB_Name = "Worker"
Option Explicit
Option Private Module
' The formulas without Python: straight to the local worker by HTTP, on macOS through a script outside the sandbox.

Private Const SILENT As String = "MediaMapper's worker does not answer. Start it with: mediamapper serve. To see why: mediamapper doctor"
Private Const LOOPBACK As String = "http://127.0.0.1:"
Private Const FRESH As Double = 1
Private Const QUIET As Double = 2
Private Const MOST_KEPT As Long = 50000
Private Const AT_ONCE As Long = 500

Private kept As Collection ' Array(field, confidence, reason) by question; keys know no case, nor does the worker
Private revision As String
Private lookedAt As Double
Private silentAt As Double

Public Function FromWorker(ByVal verb As String, one As Variant, two As Variant) As Variant
    Dim cells As Variant, asked As Variant, made() As Variant, down As Long, across As Long, at As Long
    cells = one
    If verb = "map_value" Then cells = two
    asked = Questions(verb, one, two)
    AskNew verb, one, asked
    ReDim made(1 To UBound(cells, 1), 1 To UBound(cells, 2))
    For down = 1 To UBound(made, 1)
        For across = 1 To UBound(made, 2)
            at = at + 1
            made(down, across) = Shown(verb, CStr(asked(at)))
        Next across
    Next down
    If at = 1 Then FromWorker = made(1, 1) Else FromWorker = made
End Function

' Whether the worker answers, for people.
Public Function WorkerState() As String
    Dim health As Collection
    On Error GoTo NoAnswer
    Set health = Told("/v1/health", "")
    WorkerState = Replace("MediaMapper's worker answers, version {version}.", "{version}", health("version"))
    Exit Function
NoAnswer:
    WorkerState = SILENT
End Function

' What a cell shows without an answer.
Public Function Unanswered(ByVal verb As String, ByVal why As String) As Variant
    Unanswered = IIf(verb = "map_why", why, "?")
End Function

' ---------------------------------------------------------------- questions

' One a cell, row by row, as the worker takes it; "" for a blank cell.
Private Function Questions(ByVal verb As String, one As Variant, two As Variant) As Variant
    Dim cells As Variant, made() As String, down As Long, across As Long, at As Long
    cells = one
    If verb = "map_value" Then cells = two
    ReDim made(1 To UBound(cells, 1) * UBound(cells, 2))
    For down = 1 To UBound(cells, 1)
        For across = 1 To UBound(cells, 2)
            at = at + 1
            If Blank(cells(down, across)) Then
                made(at) = ""
            ElseIf verb = "map_value" Then
                made(at) = JsonText(CStr(cells(down, across)))
            Else
                made(at) = "{""name"":" & JsonText(cells(down, across)) & ",""samples"":[" & SamplesOf(one, two, at) & "]}"
            End If
        Next across
    Next down
    Questions = made
End Function

Private Function Blank(value As Variant) As Boolean
    If IsError(value) Or IsEmpty(value) Or IsNull(value) Then
        Blank = True
    Else
        Blank = Trim(CStr(value)) = ""
    End If
End Function

' All samples for one header; else the column in line with it, or the row where headers stand below each other.
Private Function SamplesOf(headers As Variant, samples As Variant, ByVal at As Long) As String
    Dim down As Long, across As Long, count As Long, taken As Boolean
    If IsEmpty(samples) Then Exit Function
    count = UBound(headers, 1) * UBound(headers, 2)
    For down = 1 To UBound(samples, 1)
        For across = 1 To UBound(samples, 2)
            taken = count = 1
            If Not taken And UBound(samples, 2) = count Then taken = across = at
            If Not taken And UBound(samples, 2) <> count And UBound(samples, 1) = count Then taken = down = at
            If taken And Not Blank(samples(down, across)) Then
                If SamplesOf <> "" Then SamplesOf = SamplesOf & ","
                SamplesOf = SamplesOf & JsonText(samples(down, across))
            End If
        Next across
    Next down
End Function

' ---------------------------------------------------------------- answers

Private Function Shown(ByVal verb As String, ByVal question As String) As Variant
    Dim answer As Variant
    Shown = ""
    If question = "" Then Exit Function
    If Not Known(Tagged(verb, question), answer) Then
        Shown = Unanswered(verb, SILENT)
    ElseIf verb = "map_confidence" Then
        Shown = answer(1)
    ElseIf verb = "map_why" Then
        Shown = answer(2)
    Else
        Shown = answer(0)
    End If
End Function

Private Function Tagged(ByVal verb As String, ByVal question As String) As String
    Tagged = IIf(verb = "map_value", "value ", "header ") & question
End Function

Private Function Known(ByVal key As String, answer As Variant) As Boolean
    On Error GoTo Unknown
    answer = kept(key)
    Known = True
Unknown:
End Function

' Asks for what is not kept, many at once; while the worker is silent only every two seconds.
Private Sub AskNew(ByVal verb As String, one As Variant, asked As Variant)
    Dim at As Long, batch As Collection, none As Variant
    If silentAt > 0 And Abs(Timer - silentAt) < QUIET Then Exit Sub
    On Error GoTo NoAnswer
    LookForNews verb, one
    Set batch = New Collection
    For at = 1 To UBound(asked)
        If asked(at) <> "" Then
            If Not Known(Tagged(verb, CStr(asked(at))), none) Then batch.Add asked(at)
        End If
        If batch.Count = AT_ONCE Or (at = UBound(asked) And batch.Count > 0) Then
            AskBatch verb, one, batch
            Set batch = New Collection
        End If
    Next at
    silentAt = 0
    Exit Sub
NoAnswer:
    silentAt = Timer
End Sub

' Forgets all when anybody decided something; values also when another field is asked.
Private Sub LookForNews(ByVal verb As String, one As Variant)
    Static field As String
    Dim current As String, health As Collection
    If kept Is Nothing Then Set kept = New Collection
    current = revision
    If lookedAt = 0 Or Abs(Timer - lookedAt) > FRESH Then
        Set health = Told("/v1/health", "")
        current = CStr(health("revision"))
        lookedAt = Timer
    End If
    If verb = "map_value" Then
        If CStr(one(1, 1)) <> field Then current = ""
        field = CStr(one(1, 1))
    End If
    If current <> revision Or kept.Count > MOST_KEPT Then Set kept = New Collection
    revision = current
End Sub

Private Sub AskBatch(ByVal verb As String, one As Variant, batch As Collection)
    Dim body As String, each_ As Variant, said As Variant, answer As Collection, at As Long
    For Each each_ In batch
        body = body & IIf(body = "", "", ",") & each_
    Next each_
    If verb = "map_value" Then
        body = "{""field"":" & JsonText(CStr(one(1, 1))) & ",""values"":[" & body & "]}"
        Set answer = Told("/v1/values", body)
    Else
        body = "{""llm"":false,""one_to_one"":false,""alternatives"":1,""columns"":[" & body & "]}"
        Set answer = Told("/v1/suggest", body)
    End If
    For Each said In answer(IIf(verb = "map_value", "values", "suggestions"))
        at = at + 1
        Remember Tagged(verb, CStr(batch(at))), said, IIf(verb = "map_value", "canonical", "field")
    Next said
End Sub

Private Sub Remember(ByVal key As String, said As Variant, ByVal name As String)
    Dim field As Variant, none As Variant
    If Known(key, none) Then Exit Sub
    field = said(name)
    If IsNull(field) Then field = IIf(said("origin") = "memory", "", "?")
    kept.Add Array(field, said("confidence"), said("reason")), key
End Sub

' ---------------------------------------------------------------- the wire

Private Function Told(ByVal route As String, ByVal body As String) As Collection
    If OnMac() Then
        Set Told = ParseJson(AskScript("ask", route & vbLf & body))
    Else
        Set Told = ParseJson(OverHttp(route, body))
    End If
End Function

Private Function OverHttp(ByVal route As String, ByVal body As String) As String
    Dim address As Collection, http As Object
    Set address = ParseJson(FileText(MemoryFolder() & "\worker.json"))
    If InStr(1, address("url"), LOOPBACK) <> 1 Then Err.Raise 5, , "The worker is not on this machine."
    Set http = CreateObject("MSXML2.ServerXMLHTTP.6.0")
    http.setProxy 1
    http.setTimeouts 500, 500, 2000, 5000
    http.Open IIf(body = "", "GET", "POST"), address("url") & route, False
    http.setRequestHeader "Authorization", "Bearer " & address("token")
    http.setRequestHeader "Content-Type", "application/json"
    http.send body
    If http.Status >= 300 Then Err.Raise 5, , "The worker refused."
    OverHttp = http.responseText
End Function

' As worker/paths.py has it.
Private Function MemoryFolder() As String
    MemoryFolder = Environ("MEDIAMAPPER_HOME")
    If MemoryFolder = "" Then MemoryFolder = Environ("LOCALAPPDATA") & "\mediamapper\llm_memory"
End Function
