using System.Text.Json;
using System.Text.Unicode;

namespace RobotFunctions.Core.Protocol.Requests;

/// <summary>Reads the repository's requests and its responses about them. Unknown fields are skipped; absent is the same as null.</summary>
public static class RequestReader
{
    private static readonly JsonDocumentOptions Options = new() { MaxDepth = ProtocolLimits.RecordDepth };

    /// <summary>Reads a push to <c>/single/</c>.</summary>
    public static RequestReading<SingleRobotRequest> ReadSingle(ReadOnlyMemory<byte> body) => Read(body, static fields =>
    {
        var id = fields.Id("id");
        var (reference, referenceId) = fields.Reference("reference");
        return new SingleRobotRequest
        {
            Id = id,
            ReferenceId = referenceId,
            Reference = reference,
            ExtraFields = fields.ObjectOrNothing("extra_fields"),
        };
    });

    /// <summary>Reads a push to <c>/batch/</c>, the response to a poll, or a polled batch with new URLs.</summary>
    public static RequestReading<RobotRequest> ReadBatch(ReadOnlyMemory<byte> body) => Read(body, static fields => new RobotRequest
    {
        Id = fields.Id("id"),
        ReferenceUrl = fields.Url("reference_storage_url")!,
        ResultUrl = fields.Url("result_storage_url")!,
        ExtraFields = fields.ObjectOrNothing("extra_fields"),
    });

    /// <summary>Reads the status of a pushed request.</summary>
    public static RequestReading<EnhancementRequestRead> ReadStatus(ReadOnlyMemory<byte> body) => Read(body, static fields => new EnhancementRequestRead
    {
        Id = fields.Id("id"),
        Status = RequestStatus.From(fields.Text("request_status")!),
        ReferenceUrl = fields.UrlOrNull("reference_data_url", "reference_storage_url"),
        ResultUrl = fields.UrlOrNull("result_storage_url"),
        ValidationUrl = fields.UrlIfReadable("validation_result_url"),
        Error = fields.TextOrNull("error"),
    });

    // The value is returned only if no field had a problem, so it is complete.
    private static RequestReading<T> Read<T>(ReadOnlyMemory<byte> body, Func<BodyFields, T> read)
        where T : class
    {
        if (!Utf8.IsValid(body.Span))
        {
            return RequestReading<T>.NotJson("The body is not valid UTF-8.");
        }

        try
        {
            using var document = JsonDocument.Parse(body, Options);
            if (document.RootElement.ValueKind != JsonValueKind.Object)
            {
                return RequestReading<T>.Invalid(["The body is not a JSON object."]);
            }

            if (JsonText.EscapesHalfPair(body.Span))
            {
                return RequestReading<T>.NotJson("The body contains an escaped lone surrogate, which is not a character.");
            }

            var fields = new BodyFields(document.RootElement);
            var value = read(fields);
            return fields.Problems.Count == 0 ? RequestReading<T>.Valid(value) : RequestReading<T>.Invalid(fields.Problems);
        }
        catch (JsonException error)
        {
            return NestsTooDeep(body.Span)
                ? RequestReading<T>.Invalid([$"The body nests deeper than {ProtocolLimits.RecordDepth} levels."])
                : RequestReading<T>.NotJson($"The body is not JSON (line {error.LineNumber + 1}, byte {error.BytePositionInLine}).");
        }
    }

    private static bool NestsTooDeep(ReadOnlySpan<byte> body)
    {
        try
        {
            return JsonMembers.NestsDeeper(body, ProtocolLimits.RecordDepth);
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
