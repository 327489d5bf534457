' Joins, asks and lets go, as often as the first argument says; prints how often that worked, and each process that answered.
Option Explicit
Const SERVER = "new:{B8A1F1C4-3D5E-4E0B-9C57-6A2F40D7E913}"
Dim at, python, header(0, 0), good, state, last, states

header(0, 0) = "Impressions"
For at = 1 To CInt(WScript.Arguments(0))
    Set python = GetObject(SERVER)
    If python.Formula("map_column", header, Empty) = "impressions" Then good = good + 1
    state = Left(python.State(), InStr(python.State(), ",") - 1)
    If state <> last Then states = states & " " & state
    last = state
    Set python = Nothing
Next
WScript.Echo good & " answers from" & states
