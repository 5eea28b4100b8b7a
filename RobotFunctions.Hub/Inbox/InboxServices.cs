using RobotFunctions.Hub.Assistance.Requests;
using RobotFunctions.Hub.Inbox.Catalog;
using RobotFunctions.Hub.Inbox.Export;
using RobotFunctions.Hub.Inbox.Tasks;

namespace RobotFunctions.Hub.Inbox;

/// <summary>Registers the inbox.</summary>
internal static class InboxServices
{
    public static IServiceCollection AddInbox(this IServiceCollection services) => services
        .AddSingleton<SchemaCatalog>()
        .AddSingleton<SchemaInstaller>()
        .AddSingleton<SchemaAdministration>()
        .AddSingleton<SchemaMigration>()
        .AddSingleton<TaskReading>()
        .AddScoped<TaskExport>()
        .AddSingleton<TaskAnnouncements>()
        .AddSingleton<TaskRecorder>()
        .AddSingleton<TaskPosting>()
        .AddSingleton<TaskActions>()
        .AddSingleton<ShippedSchema>()
        .AddSingleton<ITaskOpener, AssistanceTasks>()
        .AddSingleton<HistoryCheckpoints>()
        .AddSingleton<HistoryRedaction>()
        .AddHostedService<DueTimes>()
        .AddHostedService<HourlyCheckpoints>()
        .ConfigureHttpJsonOptions(static json => json.SerializerOptions.TypeInfoResolverChain.Insert(0, InboxJson.Default));
}
