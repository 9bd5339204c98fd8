/** For PowerShell 5.1 and later. */
import { directives } from "../answer.ts";
import type { ScriptOf } from "./shells.ts";

export const powershell: ScriptOf = ({ name, request }) => `# PowerShell completion of ${name}

Register-ArgumentCompleter -Native -CommandName '${name}' -ScriptBlock {
    param($wordToComplete, $commandAst, $cursorPosition)

    $program, $words = @($commandAst.CommandElements |
        Where-Object { $_.Extent.EndOffset -lt $cursorPosition -or $_ -eq $commandAst.CommandElements[0] } |
        ForEach-Object {
            if ($_ -is [System.Management.Automation.Language.StringConstantExpressionAst]) { $_.Value } else { $_.Extent.Text }
        })
    $words = @($words | Where-Object { $null -ne $_ }) + $wordToComplete
    # Windows PowerShell drops an empty argument unless it is quoted.
    if ($wordToComplete -eq '' -and ($PSVersionTable.PSVersion -lt [version]'7.3' -or $PSNativeCommandArgumentPassing -eq 'Legacy')) {
        $words[-1] = '""'
    }

    $lines = @(& $program ${request} @words 2>$null)
    if ($lines.Count -eq 0) { return }
    $directive = [int]$lines[-1].TrimStart(':')
    # PowerShell offers files and folders by itself where nothing else is offered.
    if ($directive -band (${directives.fileEndings} -bor ${directives.folders})) { return }

    $flag = ''
    $typed = $wordToComplete
    if ($typed -match '^(-[^=]*=)(.*)$') { $flag = $Matches[1]; $typed = $Matches[2] }
    $space = if ($directive -band ${directives.noSpace}) { '' } else { ' ' }
    $mode = (Get-PSReadLineKeyHandler | Where-Object { $_.Key -eq 'Tab' } | Select-Object -First 1).Function
    if ($mode -ne 'Complete' -and $mode -ne 'MenuComplete') { $space = '' }

    $candidates = @($lines | Select-Object -SkipLast 1 | ForEach-Object {
        $text, $description = $_.Split("\`t", 2)
        [pscustomobject]@{ Text = $text; Description = if ($description) { $description } else { $text } }
    } | Where-Object { $_.Text.StartsWith($typed) } | Sort-Object -Property Text)
    if ($candidates.Count -eq 0 -and ($directive -band ${directives.noFiles})) { return '' }
    # In this mode the text is inserted as far as all candidates have it in common.
    if ($mode -eq 'Complete' -and $candidates.Count -gt 1) { $space = '' }
    $candidates | ForEach-Object {
        $inserted = $flag + ($_.Text -replace '[\\s#@$;,''{}()"\`|<>&]', '\`$&') + $space
        [System.Management.Automation.CompletionResult]::new($inserted, $_.Text, 'ParameterValue', $_.Description)
    }
}
`;
