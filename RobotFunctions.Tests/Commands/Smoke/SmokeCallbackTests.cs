using System.Text.Json;
using RobotFunctions.Core.Checks;
using RobotFunctions.Local.Commands.Smoke;
using RobotFunctions.Tests.Fakes;

namespace RobotFunctions.Tests.Commands.Smoke;

/// <summary>The smoke test of a robot that accepts its batch; the tests call back in its place.</summary>
public sealed class SmokeCallbackTests : IAsyncLifetime
{
    private static readonly TimeSpan Timeout = TimeSpan.FromMinutes(2);

    private readonly FakeTimeProvider _time = new();
    private FakeRepository? _repository;
    private IAsyncEnumerator<CheckResult>? _checks;

    private LoopbackServer Robot { get; } = new(async exchange =>
    {
        await exchange.ReadBodyAsync();
        await exchange.AnswerAsync(exchange.Target == "/ready" ? 200 : exchange.Headers.ContainsKey("Authorization") ? 202 : 401);
    });

    public async Task InitializeAsync()
    {
        _repository = await FakeRepository.StartAsync(time: _time);
        _repository.Robot.BaseUrl = new Uri(Robot.Url);
        _checks = new SmokeTest(_repository.Repository, _repository.Robot, Timeout, _time).RunAsync().GetAsyncEnumerator();
        CheckResult accepted;
        do
        {
            accepted = await NextAsync();
            Assert.Equal(CheckVerdict.Passed, accepted.Verdict);
        }
        while (accepted.Subject != "signed batch");
    }

    public async Task DisposeAsync()
    {
        await _checks!.DisposeAsync();
        await Robot.DisposeAsync();
        await _repository!.DisposeAsync();
    }

    [Fact]
    public async Task A_callback_that_does_not_come_in_time_is_reported_with_the_url_that_the_robot_must_know()
    {
        var result = NextAsync();
        await _time.TimersArmedAsync();
        Assert.False(result.IsCompleted);
        _time.Advance(Timeout);

        Assert.Equal(CheckVerdict.Failed, (await result).Verdict);
        Assert.Contains($"Repository:Url must be {_repository!.Url}", (await result).Detail, StringComparison.Ordinal);
        Assert.Contains("0 valid callbacks", (await CallbackAsync()).Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_result_that_is_reported_twice_is_reported()
    {
        Assert.Equal(200, await ReportAsync());
        Assert.Equal(200, await ReportAsync());

        Assert.Contains("2 valid callbacks", (await CallbackAsync()).Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_callback_with_an_invalid_signature_is_reported_though_a_valid_one_follows()
    {
        Assert.Equal(401, await ReportAsync("another secret"));
        Assert.Equal(200, await ReportAsync());

        Assert.Contains("invalid signature", (await CallbackAsync()).Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_robot_error_is_reported_with_its_message()
    {
        Assert.Equal(200, await ReportAsync());

        var result = await NextAsync();
        Assert.Equal(CheckVerdict.Failed, result.Verdict);
        Assert.Contains("out of toys", result.Detail, StringComparison.Ordinal);
        Assert.Equal(CheckVerdict.Passed, (await CallbackAsync()).Verdict);
    }

    private async Task<int> ReportAsync(string secret = TestRobots.Secret)
    {
        var id = JsonElement.Parse(Robot.Exchanges.Last().Body).GetProperty("id").GetString();
        var answer = await _repository!.CallAsync(
            HttpMethod.Post, $"/v1/enhancement-requests/{id}/results/", $$$"""{"request_id":"{{{id}}}","error":{"message":"out of toys"}}""", secret);
        return answer.Status;
    }

    private async Task<CheckResult> NextAsync()
    {
        Assert.True(await _checks!.MoveNextAsync());
        return _checks.Current;
    }

    private async Task<CheckResult> CallbackAsync()
    {
        CheckResult result;
        do
        {
            result = await NextAsync();
        }
        while (result.Subject != "callback");

        return result;
    }
}
