using System.Text.Json;
using RobotFunctions.Core.Batches;
using RobotFunctions.Core.Endpoints;
using RobotFunctions.Core.Protocol;

namespace RobotFunctions.Tests.Endpoints;

public sealed class EndpointJsonTests
{
    private static readonly BatchId Id = new(Guid.Parse("0198c1a2-7b3c-7def-8123-456789abcdef"));

    [Fact]
    public void An_accepted_request_is_answered_with_its_id_and_where_to_look()
    {
        var json = JsonSerializer.Serialize(new AcceptedAnswer(Id, "https://robot.example.org/requests/x"), EndpointJsonContext.Default.AcceptedAnswer);

        Assert.Equal("""{"request_id":"0198c1a2-7b3c-7def-8123-456789abcdef","status_url":"https://robot.example.org/requests/x"}""", json);
    }

    [Fact]
    public void A_refusal_is_problem_details()
    {
        var json = JsonSerializer.Serialize(ProblemAnswer.Of(409, "Another request."), EndpointJsonContext.Default.ProblemAnswer);

        Assert.Equal("""{"title":"Conflict","status":409,"detail":"Another request."}""", json);
    }

    [Fact]
    public void A_run_is_shown_with_its_progress_and_its_end()
    {
        var at = new DateTimeOffset(2026, 8, 20, 12, 0, 0, TimeSpan.Zero);
        var counts = new EntryCounts(Enhanced: 7, Failed: 2, BadLines: 1, Duplicates: 0);
        var status = new RunStatus
        {
            Id = Id,
            Robot = new RobotId(Id.Value),
            Origin = BatchOrigin.Batch,
            AcceptedAt = at,
            UpdatedAt = at,
            Progress = new RunProgress(RunPhase.Ended, 10, counts) { FirstBadLines = [new BadLine(4, "The reference has no id.")] },
            Outcome = new RunOutcome(RunEnd.Delivered, counts),
        };

        using var json = JsonSerializer.SerializeToDocument(status, EndpointJsonContext.Default.RunStatus);

        Assert.Equal("Ended", json.RootElement.GetProperty("progress").GetProperty("phase").GetString());
        Assert.Equal(10, json.RootElement.GetProperty("progress").GetProperty("counts").GetProperty("done").GetInt64());
        Assert.Equal(1, json.RootElement.GetProperty("outcome").GetProperty("counts").GetProperty("bad_lines").GetInt64());
        Assert.Equal("""[{"line":4,"reason":"The reference has no id."}]""", json.RootElement.GetProperty("progress").GetProperty("first_bad_lines").GetRawText());
        Assert.Equal("Delivered", json.RootElement.GetProperty("outcome").GetProperty("end").GetString());
    }
}
