using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using RobotFunctions.Core.Protocol;
using RobotFunctions.Simulator;
using RobotFunctions.Simulator.Calls;
using RobotFunctions.Simulator.Faults;
using RobotFunctions.Simulator.Requests;
using RobotFunctions.Simulator.Robots;

namespace RobotFunctions.Tests.Soak;

/// <summary>What the repository, and others, push to the robot.</summary>
internal sealed class Pushes(RepositorySimulator repository, RegisteredRobot robot) : IDisposable
{
    private readonly RobotClient _client = new(repository.Options.Time, repository.Options.RobotTimeout);
    private readonly ConcurrentDictionary<BatchId, Sent> _sent = [];
    private readonly ConcurrentQueue<BatchId> _order = [];

    /// <summary>All requests that were pushed.</summary>
    public ICollection<Sent> All => _sent.Values;

    /// <summary>The ids of what had to be refused.</summary>
    public ConcurrentQueue<Guid> Forged { get; } = [];

    /// <summary>Answers that should have been others.</summary>
    public ConcurrentQueue<string> Problems { get; } = [];

    public BatchId? Any(int which) => _order.ToArray() is { Length: > 0 } ids ? ids[which % ids.Length] : null;

    public async Task<Sent> BatchAsync(string file) => Note(await repository.Requests.PushBatchAsync(robot, file));

    public async Task SingleAsync(ReadOnlyMemory<byte> line) => Note(await repository.Requests.PushSingleAsync(robot, line.TrimEnd((byte)'\n')));

    public async Task AgainAsync(int which)
    {
        if (Any(which) is { } id)
        {
            _sent[id].Answers.Enqueue((await repository.Requests.PushAgainAsync(_sent[id].Request)).Status);
        }
    }

    public async Task OtherAsync(int which)
    {
        if (Any(which) is { } id && !_sent[id].Request.IsSingle)
        {
            var answer = await SendOtherAsync(_sent[id].Request, which);
            _sent[id].Answers.Enqueue(answer);
            Expect(id, answer, [202, 401, 409, 503, null]);
        }
    }

    /// <summary>
    /// While no download can end, neither can a run: the same request must be taken again, and another one refused. Unless the robot has given up
    /// on the download by then, as an impatient one does after seconds.
    /// </summary>
    public async Task QuarrelAsync(string file, bool isImpatient)
    {
        var gate = new TaskCompletionSource();
        repository.Faults.Add(context => !gate.Task.IsCompleted && CallEndpoint.KindOf(context) == CallKind.Download, Fault.WaitFor(gate.Task), times: int.MaxValue);
        var sent = await BatchAsync(file);
        if (sent.IsAccepted)
        {
            var again = (await repository.Requests.PushAgainAsync(sent.Request)).Status;
            sent.Answers.Enqueue(again);
            Expect(sent.Request.Id, again, [202]);
            Expect(sent.Request.Id, await SendOtherAsync(sent.Request, 7), isImpatient ? [202, 409] : [409]);
        }

        gate.SetResult();
    }

    /// <summary>Sends what the robot must refuse.</summary>
    public async Task ForgeAsync(Guid id, byte[] body, bool rightSecret)
    {
        var sender = new RegisteredRobot(robot.Id, rightSecret ? robot.Secret : "somebody else's secret", []) { BaseUrl = robot.BaseUrl };
        var answer = await _client.PostAsync(sender, "/batch/", body, CancellationToken.None);
        Forged.Enqueue(id);
        Expect(new BatchId(id), answer.Status, [400, 401, 422, null]);
    }

    /// <summary>Remembers the result file that is about to be imported.</summary>
    public async Task NoteResultAsync(BatchId id)
    {
        if (repository.Requests.Find(id) is { IsSingle: false } request)
        {
            var bytes = await File.ReadAllBytesAsync(repository.Storage.PathOf(request.ResultBlob));
            _sent.GetOrAdd(id, _ => new Sent(request)).Results.Enqueue(Convert.ToHexString(SHA256.HashData(bytes)));
        }
    }

    public void Dispose() => _client.Dispose();

    // Its extra fields are others, which the toy enhancer does not look at: should its turn come, it leads to the same result.
    private async Task<int?> SendOtherAsync(PushedRequest request, int number)
    {
        var extra = JsonSerializer.SerializeToElement(new { other = number });
        var body = new BatchRequestBody(
            request.Id, repository.Storage.ReadUrl(request.ReferenceBlob), repository.Storage.WriteUrl(request.ResultBlob), extra);
        var bytes = JsonSerializer.SerializeToUtf8Bytes(body, RequestJson.Wire.BatchRequestBody);
        return (await _client.PostAsync(robot, "/batch/", bytes, CancellationToken.None)).Status;
    }

    // The first answer is here before anybody can push it again: only now it can be found.
    private Sent Note(PushedRequest request)
    {
        var sent = _sent.GetOrAdd(request.Id, _ => new Sent(request));
        sent.Answers.Enqueue(request.RobotAnswer!.Status);
        _order.Enqueue(request.Id);
        return sent;
    }

    private void Expect(BatchId id, int? answer, int?[] expected)
    {
        if (!expected.Contains(answer))
        {
            Problems.Enqueue(string.Create(CultureInfo.InvariantCulture, $"{id}: answered {answer?.ToString(CultureInfo.InvariantCulture) ?? "nothing"} instead of {string.Join(" or ", expected)}."));
        }
    }
}
