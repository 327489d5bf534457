-- Excel for macOS may call this and nothing else outside its sandbox (AppleScriptTask).
-- mediamapper install puts it, and mediamapper.sh, into ~/Library/Application Scripts/com.microsoft.Excel/

on ask(request)
	return outside("ask", request)
end ask

on press(request)
	return outside("press", request)
end press

on outside(verb, request)
	set folder to POSIX path of (path to library folder from user domain) & "Application Scripts/com.microsoft.Excel/"
	return do shell script "/bin/sh " & quoted form of (folder & "mediamapper.sh") & " " & verb & " " & quoted form of request
end outside
