using System.Text.Json;
using System.Text.Unicode;
using RobotFunctions.Core.Protocol;
using RobotFunctions.Simulator.References;

namespace RobotFunctions.Simulator.Import;

/// <summary>Imports a result file as the repository does (protocol section 3): line by line, in constant memory except for the ids.</summary>
internal sealed class ResultImport
{
    private const string NoSuchFile = "The specified blob does not exist.";

    // The limit of pydantic's parser.
    private static readonly JsonDocumentOptions Deep = new() { MaxDepth = 200 };

    private readonly RequestedReferences _requested;
    private readonly ImportRules _rules;
    private readonly ImportTally _tally;
    private readonly ValidationFile _validation;
    private readonly List<UInt128> _added = [];

    private ResultImport(RequestedReferences requested, ImportRules rules, ValidationFile validation)
    {
        (_requested, _rules, _validation) = (requested, rules, validation);
        _tally = new ImportTally(requested);
    }

    /// <summary>Imports the file and writes the validation file beside it. A failure of the whole batch is part of the result.</summary>
    public static async Task<ImportResult> RunAsync(
        BatchId id, string resultPath, string validationPath, RequestedReferences requested, ImportRules rules, CancellationToken cancellation)
    {
        if (!File.Exists(resultPath))
        {
            return ImportResult.RolledBack(id, requested, NoSuchFile);
        }

        await using var validation = ValidationFile.Create(validationPath);
        var import = new ResultImport(requested, rules, validation);
        await foreach (var line in JsonLines.ReadAsync(resultPath, cancellation))
        {
            if (!line.IsBlank && import.TakeLine(line.Bytes) is { } failure)
            {
                rules.Imported?.Remove(import._added);
                return ImportResult.RolledBack(id, requested, failure);
            }
        }

        import.NoteMissing();
        return new ImportResult(import._tally.ToReport(id), import._tally.Outcomes);
    }

    // Returns why the whole batch fails, or null.
    private string? TakeLine(ReadOnlyMemory<byte> line)
    {
        _tally.NextLine();
        if (!Utf8.IsValid(line.Span))
        {
            return $"Line {_tally.Lines} is not UTF-8.";
        }

        var awkward = AwkwardTextSearch.In(line.Span);
        if (awkward.HasFlag(AwkwardText.LoneSurrogate))
        {
            Unparsable("a string holds a lone surrogate");
            return null;
        }

        try
        {
            using var document = JsonDocument.Parse(line, Deep);
            return TakeEntry(document.RootElement, awkward.HasFlag(AwkwardText.NullCharacter));
        }
        catch (JsonException exception)
        {
            Unparsable(exception.Message);
            return null;
        }
    }

    private string? TakeEntry(JsonElement line, bool hasNullCharacter)
    {
        var entry = ResultEntry.Read(line);
        if (entry.Problem is { } problem)
        {
            Unparsable(problem);
            return null;
        }

        var position = _tally.PositionOf(entry.ReferenceId);
        if (position < 0)
        {
            Reject(EntryOutcome.NotInBatch, entry.ReferenceId, "Reference not in batch enhancement request.");
            return null;
        }

        if (_tally.IsAnswered(position))
        {
            if (_rules.OneAnswerEach)
            {
                Reject(EntryOutcome.Duplicate, entry.ReferenceId, "Duplicate reference ID in enhancement result.");
                return null;
            }

            _tally.Reject(EntryOutcome.Duplicate, $"{entry.ReferenceId}: answered more than once.");
        }

        if (entry.Message is { } message)
        {
            _tally.CountMessage(message);
            Answer(position, EntryOutcome.RobotError, entry.ReferenceId, message);
            return null;
        }

        return TakeEnhancement(line, position, entry.ReferenceId, hasNullCharacter);
    }

    private string? TakeEnhancement(JsonElement line, int position, Guid reference, bool hasNullCharacter)
    {
        var content = line.GetProperty("content");
        if (!_rules.MayWriteRaw && content.GetProperty("enhancement_type").ValueEquals("raw"))
        {
            Answer(position, EntryOutcome.Refused, reference, "Robot is not entitled to return raw enhancements.");
        }
        else if (hasNullCharacter)
        {
            return $"Line {_tally.Lines} contains U+0000, which the database rejects.";
        }
        else if (IsKnown(line))
        {
            Answer(position, EntryOutcome.Discarded, reference, "Exact duplicate enhancement already exists on reference.");
        }
        else
        {
            Answer(position, EntryOutcome.Imported, reference, null);
        }

        return null;
    }

    private bool IsKnown(JsonElement enhancement)
    {
        if (_rules.Imported is not { } imported)
        {
            return false;
        }

        var fingerprint = ImportedEnhancements.Fingerprint(enhancement);
        if (!imported.Add(fingerprint))
        {
            return true;
        }

        _added.Add(fingerprint);
        return false;
    }

    private void NoteMissing()
    {
        for (var position = 0; position < _requested.Count; position++)
        {
            if (!_tally.IsAnswered(position))
            {
                _validation.Write(_requested.Ids[position], "Requested reference not in enhancement result.");
            }
        }
    }

    private void Unparsable(string why)
    {
        var error = $"Entry {_tally.Lines} could not be parsed: {why}.";
        _tally.Reject(EntryOutcome.Unparsable, error);
        _validation.Write(null, error);
    }

    private void Reject(EntryOutcome outcome, Guid reference, string error)
    {
        _tally.Reject(outcome, $"{reference}: {error}");
        _validation.Write(reference, error);
    }

    private void Answer(int position, EntryOutcome outcome, Guid reference, string? error)
    {
        _tally.Answer(position, outcome);
        _validation.Write(reference, error);
    }
}
