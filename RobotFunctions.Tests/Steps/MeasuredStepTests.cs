using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging.Abstractions;
using Moq;
using RobotFunctions.Core.Batches;
using RobotFunctions.Core.Failures;
using RobotFunctions.Core.Protocol;
using RobotFunctions.Core.Steps;
using RobotFunctions.Core.Telemetry;
using RobotFunctions.Tests.Fakes;

namespace RobotFunctions.Tests.Steps;

public sealed class MeasuredStepTests : IDisposable
{
    // The meter is the process's: this robot is measured by nobody else.
    private readonly Batch _batch = TestRobots.Batch() with { Robot = new RobotId(Guid.Parse("0198c0de-0000-7000-8000-0000000000aa")) };
    private readonly string _name = "Step" + Guid.CreateVersion7();
    private readonly FakeTimeProvider _time = new();
    private readonly List<(string Instrument, double Value, Dictionary<string, object?> Tags)> _measured = [];
    private readonly MeterListener _listener = new();

    public MeasuredStepTests()
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name == RobotMetrics.Name)
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Measured(instrument, value, tags));
        _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Measured(instrument, value, tags));
        _listener.Start();
    }

    public void Dispose() => _listener.Dispose();

    [Fact]
    public async Task A_steps_duration_is_measured_with_its_outcome()
    {
        await RunAsync<Batch, RefreshedUrls>(_batch, () =>
        {
            _time.Advance(TimeSpan.FromSeconds(3));
            return new StepFailure(FailureKind.Transient, "The repository is down.");
        });

        var (_, seconds, tags) = Assert.Single(_measured, measured => measured.Instrument == "robot.step.duration");
        Assert.Equal(3, seconds);
        Assert.Equal("Transient", tags["outcome"]);
    }

    [Fact]
    public async Task A_step_that_throws_is_measured_too()
    {
        await Assert.ThrowsAsync<InvalidOperationException>(
            () => RunAsync<Batch, RefreshedUrls>(_batch, () => throw new InvalidOperationException("A bug.")));

        Assert.Equal("Crashed", Assert.Single(_measured, measured => measured.Instrument == "robot.step.duration").Tags["outcome"]);
    }

    [Fact]
    public async Task The_references_of_a_chunk_are_counted_by_what_became_of_them()
    {
        await RunAsync<ChunkInput, EnhancedChunk>(new ChunkInput(_batch, 0), () => new EnhancedChunk(new EntryCounts(7, 2, 1, 0), 5));

        Assert.Equal(
            [("enhanced", 7), ("failed", 2), ("bad_line", 1)],
            _measured.Where(measured => measured.Instrument == "robot.references").Select(measured => ((string)measured.Tags["outcome"]!, (int)measured.Value)));
    }

    [Fact]
    public async Task What_a_renewal_leaves_of_a_lease_is_measured()
    {
        await RunAsync<Batch, RenewedLease>(_batch, () => new RenewedLease(_time.GetUtcNow().AddMinutes(9)));

        Assert.Equal(540, Assert.Single(_measured, measured => measured.Instrument == "robot.lease.remaining").Value);
    }

    [Theory]
    [InlineData(null, "results")]
    [InlineData("It failed.", "error")]
    public async Task Reports_are_counted_by_their_content(string? error, string content)
    {
        await RunAsync<ReportInput, Reported>(new ReportInput(_batch, error), () => new Reported(202, Repeated: false));

        Assert.Equal(content, Assert.Single(_measured, measured => measured.Instrument == "robot.reports").Tags["content"]);
    }

    [Fact]
    public async Task A_step_is_a_span_with_the_batch_but_without_a_reason_that_succeeded()
    {
        var spans = new List<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == RobotMetrics.Name,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = span =>
            {
                if (span.OperationName == _name)
                {
                    spans.Add(span);
                }
            },
        };
        ActivitySource.AddActivityListener(listener);

        await RunAsync<Batch, Unit>(_batch, () => Unit.Value);

        var span = Assert.Single(spans);
        Assert.Equal(_batch.Id.ToString(), span.GetTagItem("RunId"));
        Assert.Equal(ActivityStatusCode.Unset, span.Status);
    }

    private Task<StepOutcome<TOutput>> RunAsync<TInput, TOutput>(TInput input, Func<StepOutcome<TOutput>> run)
        where TInput : notnull
        where TOutput : notnull
    {
        var step = new Mock<IStep<TInput, TOutput>>();
        step.Setup(inner => inner.RunAsync(input, It.IsAny<CancellationToken>())).Returns(() => Task.FromResult(run()));
        return new MeasuredStep<TInput, TOutput>(step.Object, _name, _time, NullLogger.Instance).RunAsync(input, default);
    }

    private void Measured(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var all = new Dictionary<string, object?>(tags.ToArray());
        if (Equals(all.GetValueOrDefault("robot"), _batch.Robot.ToString()) || Equals(all.GetValueOrDefault("step"), _name))
        {
            lock (_measured)
            {
                _measured.Add((instrument.Name, value, all));
            }
        }
    }
}
