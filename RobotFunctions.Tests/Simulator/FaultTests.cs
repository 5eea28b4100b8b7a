using System.IO.Compression;
using System.Net.Sockets;
using RobotFunctions.Core.Protocol;
using RobotFunctions.Simulator.Calls;
using RobotFunctions.Simulator.Faults;
using RobotFunctions.Tests.Fakes;

namespace RobotFunctions.Tests.Simulator;

public sealed class FaultTests : IAsyncLifetime
{
    private const string Text = "0123456789012345678901234567890123456789\n";
    private const string Blob = "references/a.jsonl";

    private FakeRepository _repository = null!;

    public async Task InitializeAsync()
    {
        _repository = await FakeRepository.StartAsync(ApiGeneration.G3);
        await _repository.Batches.RequestAsync(_repository.Robot, await _repository.WriteReferencesAsync(3));
        _repository.Storage.Publish(Blob, await _repository.WriteLinesAsync(Text.TrimEnd('\n')));
    }

    public async Task DisposeAsync() => await _repository.DisposeAsync();

    [Fact]
    public async Task A_fault_meets_as_many_calls_of_its_kind_as_asked_after_sparing_some()
    {
        var fault = _repository.Faults.Add(CallKind.Poll, Fault.Answer(500, "Internal Server Error"), times: 2, spared: 1);

        var statuses = new List<int>();
        for (var i = 0; i < 4; i++)
        {
            statuses.Add((await PollAsync()).Status);
        }

        Assert.Equal([200, 500, 500, 200], statuses);
        Assert.Equal(2, fault.Hits);
        Assert.Equal([200, 500, 500, 200], _repository.Calls.Of(CallKind.Poll).Select(call => call.Status!.Value));
        Assert.Equal(200, (await DownloadAsync()).Status);
    }

    [Fact]
    public async Task A_busy_repository_tells_when_to_come_back()
    {
        _repository.Faults.Add(CallKind.Poll, Fault.TooManyRequests(retryAfterSeconds: 7));

        var answer = await PollAsync();

        Assert.Equal(429, answer.Status);
        Assert.Equal("7", Assert.Single(answer.Headers.GetValues("Retry-After")));
    }

    [Fact]
    public async Task A_dropped_connection_leaves_the_work_undone()
    {
        _repository.Faults.Add(CallKind.Poll, Fault.DropBefore);

        await Assert.ThrowsAsync<HttpRequestException>(PollAsync);

        Assert.Equal(3, _repository.Batches.Waiting);
        var call = Assert.Single(await _repository.Calls.WaitForAsync(CallKind.Poll));
        Assert.True(call.Dropped);
        Assert.Null(call.Status);
    }

    [Fact]
    public async Task A_lost_reply_leaves_the_work_done()
    {
        _repository.Faults.Add(CallKind.Poll, Fault.LoseReply);

        await Assert.ThrowsAsync<HttpRequestException>(PollAsync);

        Assert.Equal(2, _repository.Batches.Waiting);
        Assert.Null(Assert.Single(await _repository.Calls.WaitForAsync(CallKind.Poll)).Status);
    }

    [Fact]
    public async Task A_repository_that_is_down_drops_every_connection_until_it_is_up()
    {
        _repository.Faults.Down = true;
        await Assert.ThrowsAsync<HttpRequestException>(PollAsync);
        await Assert.ThrowsAsync<HttpRequestException>(DownloadAsync);

        _repository.Faults.Clear();
        Assert.Equal(200, (await PollAsync()).Status);
    }

    [Fact]
    public async Task A_repository_that_stopped_listening_comes_back_under_the_same_address_with_all_it_knew()
    {
        var url = _repository.Url;
        var file = _repository.Storage.ReadUrl(Blob);

        await _repository.Repository.GoDownAsync();
        var refused = await Assert.ThrowsAsync<HttpRequestException>(PollAsync);
        Assert.IsType<SocketException>(refused.InnerException);

        await _repository.Repository.ComeBackAsync();
        Assert.Equal(url, _repository.Url);
        Assert.Equal(200, (await PollAsync()).Status);
        Assert.Equal(200, (await _repository.CallStorageAsync(HttpMethod.Get, file)).Status);
    }

    [Fact]
    public async Task An_answer_can_be_a_redirect()
    {
        _repository.Faults.Add(CallKind.Download, Fault.Redirect(new Uri("http://elsewhere.example/x")));

        var answer = await DownloadAsync();

        Assert.Equal(307, answer.Status);
        Assert.Equal("http://elsewhere.example/x", answer.Headers.Location?.OriginalString);
    }

    [Fact]
    public async Task A_body_can_be_compressed_unasked()
    {
        _repository.Faults.Add(CallKind.Download, Fault.Gzip);

        using var response = await _repository.OpenStorageAsync(_repository.Storage.ReadUrl(Blob));

        Assert.Equal("gzip", Assert.Single(response.Content.Headers.ContentEncoding));
        using var text = new StreamReader(new GZipStream(await response.Content.ReadAsStreamAsync(), CompressionMode.Decompress));
        Assert.Equal(Text, await text.ReadToEndAsync());
    }

    [Fact]
    public async Task A_body_can_be_cut_in_the_middle()
    {
        _repository.Faults.Add(CallKind.Download, Fault.CutDownload(afterBytes: 10));

        var (read, ended) = await ReadUntilTroubleAsync();

        Assert.Equal(Text[..10], read);
        Assert.IsAssignableFrom<IOException>(ended);
    }

    [Fact]
    public async Task A_body_can_stall_in_the_middle_until_the_caller_gives_up()
    {
        _repository.Faults.Add(CallKind.Download, Fault.Stall(afterBytes: 10));
        using var response = await _repository.OpenStorageAsync(_repository.Storage.ReadUrl(Blob));
        using var patience = new CancellationTokenSource();
        var stream = await response.Content.ReadAsStreamAsync();
        var buffer = new byte[100];
        Assert.Equal(10, await stream.ReadAtLeastAsync(buffer, 10));

        var more = stream.ReadAsync(buffer, patience.Token).AsTask();
        Assert.False(more.IsCompleted);
        await patience.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => more);
        response.Dispose();
        Assert.Single(await _repository.Calls.WaitForAsync(CallKind.Download));
    }

    [Fact]
    public async Task A_body_can_come_in_drops()
    {
        var time = new FakeTimeProvider();
        _repository.Faults.Add(CallKind.Download, Fault.Drip(dropBytes: 20, TimeSpan.FromSeconds(30), time));

        var download = DownloadAsync();
        for (var drop = 0; drop < 3; drop++)
        {
            await time.TimersArmedAsync();
            Assert.False(download.IsCompleted);
            Assert.True(time.AdvanceToNextTimer());
        }

        Assert.Equal(Text, (await download).Body);
        Assert.Equal(TimeSpan.FromSeconds(90), time.GetUtcNow() - FakeTimeProvider.DefaultStart);
    }

    [Fact]
    public async Task An_upload_can_be_cut_in_the_middle_and_leaves_nothing()
    {
        _repository.Faults.Add(CallKind.Upload, Fault.CutUpload(afterBytes: 10));

        await Assert.ThrowsAsync<HttpRequestException>(() => _repository.UploadAsync(_repository.Storage.WriteUrl("result/b"), Text));

        Assert.False(File.Exists(_repository.Storage.PathOf("result/b")));
    }

    [Fact]
    public async Task A_call_can_wait_for_the_test_and_a_hanging_one_ends_with_its_caller()
    {
        var gate = new TaskCompletionSource();
        _repository.Faults.Add(CallKind.Poll, Fault.WaitFor(gate.Task));
        _repository.Faults.Add(CallKind.Download, Fault.Hang);

        var poll = PollAsync();
        using var patience = new CancellationTokenSource();
        var download = _repository.OpenStorageAsync(_repository.Storage.ReadUrl(Blob), patience.Token);
        Assert.False(poll.IsCompleted);
        gate.SetResult();
        Assert.Equal(200, (await poll).Status);
        await patience.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => download);
    }

    private Task<FakeAnswer> PollAsync() =>
        _repository.CallAsync(HttpMethod.Post, $"/v1/robot-enhancement-batches/?robot_id={TestRobots.RobotId}&limit=1");

    private Task<FakeAnswer> DownloadAsync() => _repository.CallStorageAsync(HttpMethod.Get, _repository.Storage.ReadUrl(Blob));

    private async Task<(string Read, Exception? Ended)> ReadUntilTroubleAsync()
    {
        using var response = await _repository.OpenStorageAsync(_repository.Storage.ReadUrl(Blob));
        Assert.Equal(Text.Length, response.Content.Headers.ContentLength);
        var stream = await response.Content.ReadAsStreamAsync();
        using var read = new MemoryStream();
        var ended = await Record.ExceptionAsync(() => stream.CopyToAsync(read));
        return (System.Text.Encoding.UTF8.GetString(read.ToArray()), ended);
    }
}
