; The installer of MediaMapper for Windows x64: for one user, without an administrator, silent with /S.
; makensis -DVERSION=... -DAPP=folder -DLICENSE=file -DOUT=file.exe MediaMapper.nsi
Unicode true
Target amd64-unicode
SetCompressor /SOLID lzma
RequestExecutionLevel user
Name "MediaMapper ${VERSION}"
OutFile "${OUT}"
InstallDir "$LOCALAPPDATA\Programs\MediaMapper"
ShowInstDetails show
ShowUninstDetails show
LicenseData "${LICENSE}"
Page license
Page instfiles
UninstPage uninstConfirm
UninstPage instfiles

!define APPS "Software\Microsoft\Windows\CurrentVersion\Uninstall\MediaMapper"
!define COMMAND '"$INSTDIR\python\python.exe" -I -m worker'
!define MENU "$SMPROGRAMS\MediaMapper"

; What runs ends, and what `mediamapper install` wrote goes; the memory stays.
!macro TakeBack
  IfFileExists "$INSTDIR\python\python.exe" 0 +4
    nsExec::ExecToLog '${COMMAND} install --uninstall'
    Pop $0
    RMDir /r "$INSTDIR\python"
!macroend

Section
  !insertmacro TakeBack
  SetOutPath "$INSTDIR"
  File /r "${APP}/*"
  WriteUninstaller "$INSTDIR\Uninstall.exe"

  WriteRegStr HKCU "${APPS}" "DisplayName" "MediaMapper"
  WriteRegStr HKCU "${APPS}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKCU "${APPS}" "Publisher" "MediaMapper"
  WriteRegStr HKCU "${APPS}" "InstallLocation" "$INSTDIR"
  WriteRegStr HKCU "${APPS}" "UninstallString" '"$INSTDIR\Uninstall.exe"'
  WriteRegStr HKCU "${APPS}" "QuietUninstallString" '"$INSTDIR\Uninstall.exe" /S'
  WriteRegDWORD HKCU "${APPS}" "NoModify" 1
  WriteRegDWORD HKCU "${APPS}" "NoRepair" 1

  CreateDirectory "${MENU}"
  CreateShortcut "${MENU}\MediaMapper.lnk" "$LOCALAPPDATA\mediamapper\MediaMapper.xlsm"
  CreateShortcut "${MENU}\MediaMapper doctor.lnk" "$SYSDIR\cmd.exe" '/k ""$INSTDIR\mediamapper.cmd" doctor"'

  ; The add-in, the start at login, the worker. A step that fails is said in the list, with its next step.
  nsExec::ExecToLog '${COMMAND} install --no-trusted-location'
  Pop $0
  StrCmp $0 "0" +3
    DetailPrint "Not everything could be set up. Start menu, MediaMapper doctor, says why."
    SetErrorLevel 1
SectionEnd

Section "Uninstall"
  !insertmacro TakeBack
  Delete "$INSTDIR\mediamapper.cmd"
  Delete "$INSTDIR\LICENSE.txt"
  Delete "$INSTDIR\Uninstall.exe"
  RMDir "$INSTDIR"
  RMDir /r "${MENU}"
  DeleteRegKey HKCU "${APPS}"
SectionEnd
