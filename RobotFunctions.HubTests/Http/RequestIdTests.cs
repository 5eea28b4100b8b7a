using FsCheck;
using FsCheck.Fluent;
using Microsoft.Extensions.Primitives;
using RobotFunctions.Hub.Http;
using RobotFunctions.HubTests.Fakes;

namespace RobotFunctions.HubTests.Http;

public sealed class RequestIdTests
{
    [Fact]
    public void Only_printable_ids_of_bounded_length_are_taken() => Prop.ForAll(ArbMap.Default.ArbFor<string>(), static text =>
        RequestIds.Read(text) is not { } id || (id == text && id.Length is > 0 and <= RequestIds.MaxLength && id.All(static letter => letter is > ' ' and <= '~')))
        .QuickCheckThrowOnFailure();

    [Fact]
    public void The_longest_id_is_taken_and_a_longer_one_is_not()
    {
        Assert.NotNull(RequestIds.Read(new string('x', 128)));
        Assert.Null(RequestIds.Read(new string('x', 129)));
        Assert.Null(RequestIds.Read(new StringValues(["a", "b"])));
    }

    [Fact]
    public async Task The_callers_id_is_in_the_answer_and_a_bad_one_is_replaced()
    {
        await using var hub = await HubApp.StartAsync(StoreKind.Sqlite);

        using var own = await hub.SendAsync(HttpMethod.Get, "/heartbeat", headers: ("X-Request-ID", "abc-1"));
        using var bad = await hub.SendAsync(HttpMethod.Get, "/heartbeat", headers: ("X-Request-ID", "a b"));

        Assert.Equal("abc-1", own.Headers.GetValues("X-Request-ID").Single());
        Assert.True(Guid.TryParse(bad.Headers.GetValues("X-Request-ID").Single(), out _));
    }
}
