using System.Collections.Concurrent;
using System.Text.Json;
using RobotFunctions.Core.Protocol;
using RobotFunctions.Simulator.Configuration;
using RobotFunctions.Simulator.References;
using RobotFunctions.Simulator.Robots;
using RobotFunctions.Simulator.Storage;

namespace RobotFunctions.Simulator.Requests;

/// <summary>The push side of the repository (protocol 1.1): creates requests and sends each to a robot once.</summary>
public sealed class PushedRequests
{
    private readonly ConcurrentDictionary<BatchId, PushedRequest> _requests = new();
    private readonly SimulatorOptions _options;
    private readonly SimulatedStorage _storage;
    private readonly RobotClient _client;

    internal PushedRequests(SimulatorOptions options, SimulatedStorage storage, RobotClient client) =>
        (_options, _storage, _client) = (options, storage, client);

    /// <summary>The request with this id; null if there is none.</summary>
    public PushedRequest? Find(BatchId id) => _requests.GetValueOrDefault(id);

    /// <summary>Requests enhancements of the references in a file, which must not be moved. Returns the request after the robot has responded.</summary>
    public async Task<PushedRequest> PushBatchAsync(
        RegisteredRobot robot, string referenceFile, JsonElement? extraFields = null, CancellationToken cancellation = default)
    {
        var id = new BatchId(_options.CreateId());
        var prefix = _options.Generation == ApiGeneration.G2 ? "" : "batch_";
        var references = await RequestedReferences.ReadAsync(referenceFile, cancellation);
        var request = new PushedRequest(id, robot, isSingle: false, references, extraFields)
        {
            ReferenceBlob = $"{prefix}enhancement_request_reference_data/{id}.jsonl",
            ResultBlob = $"{prefix}enhancement_result/{id}_robot.jsonl",
            ValidationBlob = $"{prefix}enhancement_result/{id}_repo.jsonl",
        };
        _storage.Publish(request.ReferenceBlob, referenceFile);
        _requests[id] = request;
        await PushAsync(request, cancellation);
        return request;
    }

    /// <summary>Requests the enhancement of one reference, given as a line of a reference file (G1, G1.5).</summary>
    public async Task<PushedRequest> PushSingleAsync(
        RegisteredRobot robot, ReadOnlyMemory<byte> reference, JsonElement? extraFields = null, CancellationToken cancellation = default)
    {
        if (_options.Generation is not (ApiGeneration.G1 or ApiGeneration.G15))
        {
            throw new InvalidOperationException("Single requests ended with G1.5.");
        }

        if (!ReferenceLineId.TryRead(reference.Span, out var referenceId))
        {
            throw new ArgumentException("This is not a reference with an id.", nameof(reference));
        }

        var id = new BatchId(_options.CreateId());
        var request = new PushedRequest(id, robot, isSingle: true, new RequestedReferences([referenceId]), extraFields)
        {
            Reference = HydratedReference.From(reference.Span),
        };
        _requests[id] = request;
        await PushAsync(request, cancellation);
        return request;
    }

    /// <summary>Sends a request again with the same id and new signatures. The real repository never does this; a proxy in front of it might.</summary>
    public async Task<RobotAnswer> PushAgainAsync(PushedRequest request, CancellationToken cancellation = default)
    {
        await PushAsync(request, cancellation);
        return request.RobotAnswer!;
    }

    private async Task PushAsync(PushedRequest request, CancellationToken cancellation)
    {
        var answer = await _client.PostAsync(request.Robot, request.IsSingle ? "/single/" : "/batch/", BodyOf(request), cancellation);
        if (_options.BeforeCommit is { } before)
        {
            await before(request.Id).WaitAsync(cancellation);
        }

        request.Commit(answer);
    }

    private byte[] BodyOf(PushedRequest request) => request.IsSingle
        ? JsonSerializer.SerializeToUtf8Bytes(
            new SingleRequestBody(request.Id, request.Reference, request.ExtraFields), RequestJson.Wire.SingleRequestBody)
        : JsonSerializer.SerializeToUtf8Bytes(
            new BatchRequestBody(request.Id, _storage.ReadUrl(request.ReferenceBlob), _storage.WriteUrl(request.ResultBlob), request.ExtraFields),
            RequestJson.Wire.BatchRequestBody);
}
