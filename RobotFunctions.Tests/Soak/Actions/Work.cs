using System.Text;
using System.Text.Json;

namespace RobotFunctions.Tests.Soak.Actions;

/// <summary>The repository pushes a batch.</summary>
internal sealed record Push(int References, int Seed) : SoakAction
{
    public override Task DoAsync(SoakWorld world)
    {
        world.InBackground(async () => await world.Pushes.BatchAsync(await world.WriteReferencesAsync(References, Seed)));
        return Task.CompletedTask;
    }
}

/// <summary>The repository pushes one reference (G1, G1.5).</summary>
internal sealed record PushSingle(int Seed) : SoakAction
{
    public override Task DoAsync(SoakWorld world)
    {
        world.InBackground(async () => await world.Pushes.SingleAsync(await File.ReadAllBytesAsync(await world.WriteReferencesAsync(1, Seed))));
        return Task.CompletedTask;
    }
}

/// <summary>The repository pushes many small batches at once.</summary>
internal sealed record Burst(int Requests, int Seed) : SoakAction
{
    public override async Task DoAsync(SoakWorld world)
    {
        var file = await world.WriteReferencesAsync(20, Seed);
        for (var i = 0; i < Requests; i++)
        {
            world.InBackground(() => world.Pushes.BatchAsync(file));
        }
    }
}

/// <summary>The repository has work for the robot to poll (G3).</summary>
internal sealed record Offer(int References, int Seed) : SoakAction
{
    public override async Task DoAsync(SoakWorld world) => await world.OfferAsync(await world.WriteReferencesAsync(References, Seed));
}

/// <summary>An earlier request is pushed again.</summary>
internal sealed record PushAgain(int Which) : SoakAction
{
    public override Task DoAsync(SoakWorld world)
    {
        world.InBackground(() => world.Pushes.AgainAsync(Which));
        return Task.CompletedTask;
    }
}

/// <summary>Another request comes under the id of an earlier one, which may have ended by now.</summary>
internal sealed record PushOther(int Which) : SoakAction
{
    public override Task DoAsync(SoakWorld world)
    {
        world.InBackground(() => world.Pushes.OtherAsync(Which));
        return Task.CompletedTask;
    }
}

/// <summary>A request is pushed, pushed again, and another one under its id, while its run cannot end.</summary>
internal sealed record Quarrel(int Seed) : SoakAction
{
    public override async Task DoAsync(SoakWorld world) => await world.Pushes.QuarrelAsync(await world.WriteReferencesAsync(20, Seed), world.Schedule.IsImpatient);
}

/// <summary>Somebody sends what must be refused.</summary>
internal sealed record Forge(int Kind) : SoakAction
{
    public override async Task DoAsync(SoakWorld world)
    {
        var id = Guid.NewGuid();
        var storage = world.Repository.Url;
        var body = Kind switch
        {
            0 => $$"""{"id":"{{id}}","reference_storage_url":"http://169.254.169.254/a?sig=x","result_storage_url":"{{storage}}storage/b?sig=x"}""",
            1 => $$"""{"id":"{{id}}","reference_storage_url":""",
            2 => JsonSerializer.Serialize(new { id }),
            3 => $"{{\"id\":\"{id}\",\"reference_storage_url\":\"{storage}storage/a?sig=x\",\"result_storage_url\":\"{storage}storage/b?sig=x\",\"extra_fields\":{{\"deep\":{new string('[', 62)}{new string(']', 62)}}}}}",
            _ => $$"""{"id":"{{id}}","reference_storage_url":"{{storage}}storage/a?sig=x","result_storage_url":"{{storage}}storage/b?sig=x"}""",
        };
        await world.Pushes.ForgeAsync(id, Encoding.UTF8.GetBytes(body), rightSecret: Kind < 4);
    }
}
