using FsCheck;
using FsCheck.Fluent;
using RobotFunctions.Hub.Delivery;

namespace RobotFunctions.HubTests.Delivery;

public sealed class CircuitTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    private static readonly SendResult Success = new() { Answer = 204 };
    private static readonly SendResult Unavailable = SendResult.Unanswered("It did not answer.");
    private static readonly SendResult Refused = new() { Answer = 422, Problem = "It refused this event." };

    [Fact]
    public void A_destination_that_works_has_so_many_sends_at_a_time_and_no_more()
    {
        var circuit = new Circuit();

        Assert.Equal(Circuit.MaxSends, circuit.Room(0, Now));
        Assert.Equal(1, circuit.Room(Circuit.MaxSends - 1, Now));
        Assert.Equal(0, circuit.Room(Circuit.MaxSends + 1, Now));
    }

    [Fact]
    public void It_opens_after_several_failures_in_a_row_and_tries_with_one_send_after_a_pause()
    {
        var circuit = Failed(Circuit.MaxFailures);

        Assert.Equal(0, circuit.Room(0, Now + Circuit.Pause - TimeSpan.FromTicks(1)));
        Assert.Equal(1, circuit.Room(0, Now + Circuit.Pause));
        Assert.Equal(0, circuit.Room(1, Now + Circuit.Pause));
    }

    [Fact]
    public void It_stays_closed_after_fewer_failures() => Assert.Equal(Circuit.MaxSends, Failed(Circuit.MaxFailures - 1).Room(0, Now));

    [Fact]
    public void A_try_that_succeeds_closes_it()
    {
        var circuit = Failed(Circuit.MaxFailures);

        circuit.Observe(Success, Now + Circuit.Pause);

        Assert.Equal(Circuit.MaxSends, circuit.Room(0, Now + Circuit.Pause));
    }

    [Fact]
    public void A_try_that_fails_opens_it_again()
    {
        var circuit = Failed(Circuit.MaxFailures);

        circuit.Observe(Unavailable, Now + Circuit.Pause);

        Assert.Equal(0, circuit.Room(0, Now + Circuit.Pause + Circuit.Pause - TimeSpan.FromTicks(1)));
        Assert.Equal(1, circuit.Room(0, Now + Circuit.Pause + Circuit.Pause));
    }

    [Fact]
    public void Events_that_are_refused_one_by_one_do_not_open_it()
    {
        var circuit = new Circuit();
        for (var number = 0; number < 100; number++)
        {
            circuit.Observe(Refused, Now);
        }

        Assert.Equal(Circuit.MaxSends, circuit.Room(0, Now));
    }

    [Fact]
    public void A_destination_that_asks_to_wait_gets_nothing_until_then()
    {
        var circuit = new Circuit();

        circuit.Observe(new SendResult { Answer = 429, Problem = "Too many.", RetryAfter = TimeSpan.FromSeconds(60) }, Now);
        circuit.Observe(Success, Now);

        Assert.Equal(0, circuit.Room(0, Now.AddSeconds(60).AddTicks(-1)));
        Assert.Equal(Circuit.MaxSends, circuit.Room(0, Now.AddSeconds(60)));
    }

    [Fact]
    public void Whatever_happens_it_lets_something_through_five_minutes_later() =>
        Prop.ForAll(Gen.ListOf(Gen.Elements(Success, Unavailable, Refused, new SendResult { Answer = 503, Problem = "Busy.", RetryAfter = TimeSpan.FromMinutes(5) })).ToArbitrary(), static results =>
        {
            var circuit = new Circuit();
            foreach (var result in results)
            {
                circuit.Observe(result, Now);
            }

            return circuit.Room(0, Now.AddMinutes(5)) > 0;
        }).QuickCheckThrowOnFailure();

    private static Circuit Failed(int times)
    {
        var circuit = new Circuit();
        for (var number = 0; number < times; number++)
        {
            circuit.Observe(Unavailable, Now);
        }

        return circuit;
    }
}
