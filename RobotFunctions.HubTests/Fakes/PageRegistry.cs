using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using RobotFunctions.Hub.Http;
using RobotFunctions.Hub.Registry;
using RobotFunctions.Hub.Registry.Reports;

namespace RobotFunctions.HubTests.Fakes;

/// <summary>A registry with an object of each kind, whose texts all contain a text of the test.</summary>
internal sealed class PageRegistry
{
    private readonly HubApp _app;
    private readonly Caller _caller;
    private readonly string _text;

    private PageRegistry(HubApp app, Caller caller, string text) => (_app, _caller, _text) = (app, caller, text);

    public Guid Level { get; private set; }

    /// <summary>A robot that reports, differs from what is declared, and was changed.</summary>
    public Guid Robot { get; private set; }

    public Guid Disabled { get; private set; }

    public Guid Deleted { get; private set; }

    /// <summary>The paths of pages that show what those of the paths alone do not.</summary>
    public IReadOnlyList<string> MorePages =>
    [
        $"/w/default/registry/levels/{Level}", $"/w/default/registry/robots/{Disabled}", $"/w/default/registry/robots/{Deleted}", $"/w/default/registry/robots/{Robot}?as_of=2999-01-01T00:00",
    ];

    /// <summary>Fills the default workspace.</summary>
    /// <param name="app">The Hub.</param>
    /// <param name="caller">Who creates everything.</param>
    /// <param name="text">What is part of every text.</param>
    public static async Task<PageRegistry> FillAsync(HubApp app, Caller caller, string text)
    {
        var registry = new PageRegistry(app, caller, text);
        await registry.FillAsync();
        return registry;
    }

    private T Get<T>()
        where T : notnull => _app.Services.GetRequiredService<T>();

    private async Task FillAsync()
    {
        var project = await CreateAsync(RegistryKind.Project, []);
        var map = await CreateAsync(RegistryKind.Map, new() { ["project_id"] = project, ["map_type"] = "VECTOR_MAP", ["map_data_uri"] = _text, ["origin_pose"] = new JsonObject { [_text] = _text } });
        await CreateAsync(RegistryKind.MapFeature, new() { ["map_id"] = map, ["feature_type"] = "ZONE", ["geometry"] = new JsonObject { [_text] = _text } });
        Level = await CreateAsync(RegistryKind.Level, new() { ["project_id"] = project, ["description"] = $"{_text}\nsecond line", ["primary_map_id"] = map });
        await CreateAsync(RegistryKind.FixedAsset, new() { ["level_id"] = Level, ["asset_type"] = "CHARGER", ["properties"] = new JsonObject { [_text] = _text } });
        Robot = await CreateAsync(RegistryKind.Robot, RobotFields(""));
        Disabled = await CreateAsync(RegistryKind.Robot, RobotFields(" 2"));
        Deleted = await CreateAsync(RegistryKind.Robot, RobotFields(" 3"));
        Done(await Get<RegistryObjects>().ChangeAsync(_caller, RegistryKind.Robot, Robot, new() { ["owner"] = $"{_text} 2", ["status"] = "idle" }, ifMatch: null, default));
        Done(await Get<RegistryObjects>().SwitchAsync(_caller, Disabled, _text, ifMatch: null, default));
        Done(await Get<RegistryObjects>().DeleteAsync(_caller, RegistryKind.Robot, Deleted, cascade: false, ifMatch: null, default));
        await ReportAsync();
    }

    private JsonObject RobotFields(string suffix) => new()
    {
        ["name"] = $"{_text}{suffix}",
        ["robot_type"] = _text,
        ["level_id"] = Level,
        ["serial_number"] = $"{_text}{suffix}",
        ["capabilities"] = new JsonArray(_text, "lift"),
        ["metadata"] = new JsonObject { [_text] = _text },
        ["version"] = $"{_text} declared",
        ["owner"] = _text,
    };

    private async Task ReportAsync()
    {
        var now = TimeProvider.System.GetUtcNow();
        var runs = new ReportedRun[]
        {
            new($"{_text} a", RunState.Running, now.AddMinutes(-1), References: 100, Done: 40, Failed: 1),
            new($"{_text} b", RunState.Running, now.AddMinutes(-1)),
            new($"{_text} c", RunState.Failed, now.AddDays(-1), now, 10, 10, 10, _text),
            new($"{_text} d", RunState.Succeeded, now.AddDays(-1), now, 10, 10),
            new($"{_text} e", RunState.Cancelled, now.AddDays(-2), now),
        };
        Assert.NotNull(await Get<RobotReports>().TakeAsync(_caller, Robot, new RobotReport(30, $"{_text} observed", _text, now, DeadLetters: 2, runs), default));
    }

    private async Task<Guid> CreateAsync(RegistryKind kind, JsonObject fields)
    {
        fields.TryAdd("name", _text);
        return Done(await Get<RegistryObjects>().CreateAsync(_caller, kind, fields, default));
    }

    private static Guid Done(RegistryResult result)
    {
        Assert.True(result.Problem is null, result.Problem?.Detail);
        return result.Item!.Id;
    }
}
