; The installer of MediaMapper for Windows x64: for one user, without an administrator, silent with /S.
; makensis -DVERSION=... -DAPP=folder -DKB=its size -DLICENSE=file -DOUT=file.exe [-DQUICK] MediaMapper.nsi
; Exit codes: 0 done, 1 installed but a step of `mediamapper install` failed, 2 nothing was changed.
Unicode true
Target amd64-unicode
!ifdef QUICK
  SetCompress off
!else
  SetCompressor /SOLID lzma
!endif
!include LogicLib.nsh
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
!define LAST_TRY 40

; Put the folder aside: it can't be renamed while one of its programs runs, and programs take a moment to end.
!macro PutAside
  StrCpy $1 0
  ClearErrors
  Rename "$INSTDIR\python" "$INSTDIR\python.old"
  ${While} ${Errors}
    IntOp $1 $1 + 1
    ${If} $1 > ${LAST_TRY}
      DetailPrint "Files of MediaMapper are in use. Close Excel and LibreOffice, and start this again."
      SetErrorLevel 2
      Abort
    ${EndIf}
    Sleep 500
    ClearErrors
    Rename "$INSTDIR\python" "$INSTDIR\python.old"
  ${EndWhile}
!macroend

Section
  ; The new files are whole before the old ones go, so that an installer that is ended leaves a MediaMapper that works.
  RMDir /r "$INSTDIR\python.new"
  RMDir /r "$INSTDIR\python.old"
  SetOutPath "$INSTDIR\python.new"
  File /r "${APP}/python/*"
  SetOutPath "$INSTDIR"
  ${If} ${FileExists} "$INSTDIR\python\python.exe"
    nsExec::ExecToLog '${COMMAND} install --stop'
    Pop $0
    !insertmacro PutAside
  ${EndIf}
  Rename "$INSTDIR\python.new" "$INSTDIR\python"
  RMDir /r "$INSTDIR\python.old"
  File "${APP}/mediamapper.cmd"
  File "${APP}/LICENSE.txt"
  WriteUninstaller "$INSTDIR\Uninstall.exe"

  WriteRegStr HKCU "${APPS}" "DisplayName" "MediaMapper"
  WriteRegStr HKCU "${APPS}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKCU "${APPS}" "Publisher" "MediaMapper"
  WriteRegStr HKCU "${APPS}" "InstallLocation" "$INSTDIR"
  WriteRegStr HKCU "${APPS}" "UninstallString" '"$INSTDIR\Uninstall.exe"'
  WriteRegStr HKCU "${APPS}" "QuietUninstallString" '"$INSTDIR\Uninstall.exe" /S'
  WriteRegDWORD HKCU "${APPS}" "EstimatedSize" ${KB}
  WriteRegDWORD HKCU "${APPS}" "NoModify" 1
  WriteRegDWORD HKCU "${APPS}" "NoRepair" 1

  CreateDirectory "${MENU}"
  CreateShortcut "${MENU}\MediaMapper.lnk" "$LOCALAPPDATA\mediamapper\MediaMapper.xlsm"
  CreateShortcut "${MENU}\MediaMapper doctor.lnk" "$SYSDIR\cmd.exe" '/k ""$INSTDIR\mediamapper.cmd" doctor"'

  ; The add-in, the start at login, the worker. A step that fails is said in the list, with its next step.
  nsExec::ExecToLog '${COMMAND} install'
  Pop $0
  ${If} $0 != 0
    DetailPrint "Not everything could be set up. Start menu, MediaMapper doctor, says why."
    SetErrorLevel 1
  ${EndIf}
SectionEnd

; What runs ends, and what `mediamapper install` wrote goes; the memory stays.
Section "Uninstall"
  SetOutPath "$TEMP"
  ${If} ${FileExists} "$INSTDIR\python\python.exe"
    nsExec::ExecToLog '${COMMAND} install --uninstall'
    Pop $0
    ${If} $0 != 0
      MessageBox MB_OKCANCEL|MB_ICONEXCLAMATION "Not all that MediaMapper wrote can be taken back: the list says what. Close Excel and LibreOffice and start this again, or go on with OK." /SD IDCANCEL IDOK go_on
      SetErrorLevel 2
      Abort
      go_on:
    ${EndIf}
    !insertmacro PutAside
    RMDir /r "$INSTDIR\python.old"
  ${EndIf}
  RMDir /r "$INSTDIR\python.new"
  Delete "$INSTDIR\mediamapper.cmd"
  Delete "$INSTDIR\LICENSE.txt"
  Delete "$INSTDIR\Uninstall.exe"
  RMDir "$INSTDIR"
  RMDir /r "${MENU}"
  DeleteRegKey HKCU "${APPS}"
SectionEnd
