using Microsoft.Extensions.DependencyInjection;
using RobotFunctions.Hub.Access;
using RobotFunctions.Hub.Assistance.Requests;
using RobotFunctions.Hub.Assistance.Tables;
using RobotFunctions.Hub.Assistance.Topics;
using RobotFunctions.Hub.Store;

namespace RobotFunctions.HubTests.Fakes;

/// <summary>Adds topics and requests to the default workspace, as programs and the command line do.</summary>
internal static class AssistanceCalls
{
    // The limit of messages of a channel holds it back for as long as a test may turn the clock.
    private static readonly TimeSpan Never = TimeSpan.FromDays(40);

    /// <summary>Adds a channel that sends nothing by itself.</summary>
    public static async Task<Guid> AddSilentChannelAsync(this HubApp hub, string name)
    {
        var now = hub.Services.GetRequiredService<TimeProvider>().GetUtcNow();
        var id = Guid.CreateVersion7(now);
        await hub.WriteAsync(store =>
        {
            store.Channels.Add(new Channel
            {
                Id = id,
                WorkspaceId = Workspace.DefaultId,
                Name = name,
                NameKey = NameKey.Of(name),
                Kind = ChannelKind.Slack,
                Settings = "{}",
                FreeAt = now + Never,
                CreatedAt = now,
            });
            return Task.CompletedTask;
        });
        return id;
    }

    /// <summary>Creates a topic.</summary>
    public static async Task<Topic> CreateTopicAsync(this HubApp hub, string name, params StepBody[] steps)
    {
        var result = await hub.Services.GetRequiredService<TopicAdministration>().CreateAsync(CommandLineCaller.In(Workspace.DefaultId), new TopicBody(name, steps), default);
        Assert.Null(result.Problem);
        return result.Topic!;
    }

    /// <summary>Asks for help with a topic that does not wait.</summary>
    /// <returns>The id of the request.</returns>
    public static async Task<Guid> AskForHelpAsync(this HubApp hub, string topic, string description = "Help!", string? requester = null, string? url = null)
    {
        var taken = await hub.Services.GetRequiredService<AssistanceIntake>().TakeAsync(CommandLineCaller.In(Workspace.DefaultId), new AssistanceBody(topic, description, requester, url), default);
        return Assert.IsType<IntakeStored>(taken).Id;
    }
}
