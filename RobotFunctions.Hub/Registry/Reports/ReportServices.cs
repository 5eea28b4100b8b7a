using System.Text.Json.Serialization;
using RobotFunctions.Hub.Http;

namespace RobotFunctions.Hub.Registry.Reports;

/// <summary>Registers what takes the reports of robots.</summary>
internal static class ReportServices
{
    public static IServiceCollection AddReports(this IServiceCollection services)
    {
        services.AddSingleton<ConnectionEvents>();
        services.AddSingleton<ReportEvents>();
        services.AddSingleton<RobotReports>();
        services.AddSingleton<RobotCommands>();
        services.AddHostedService<OfflineWatch>();
        return services.ConfigureHttpJsonOptions(static json => json.SerializerOptions.TypeInfoResolverChain.Insert(0, ReportJson.Default));
    }
}

/// <summary>The JSON of reports.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(RobotReport))]
[JsonSerializable(typeof(RobotReportAnswer))]
[JsonSerializable(typeof(ObservedView))]
[JsonSerializable(typeof(Page<RunView>))]
[JsonSerializable(typeof(CommandPost))]
[JsonSerializable(typeof(CommandView))]
[JsonSerializable(typeof(Page<CommandView>))]
internal sealed partial class ReportJson : JsonSerializerContext;
