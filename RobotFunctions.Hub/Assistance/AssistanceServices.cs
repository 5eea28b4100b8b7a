using RobotFunctions.Hub.Assistance.Files;
using RobotFunctions.Hub.Assistance.Requests;
using RobotFunctions.Hub.Assistance.Signals;
using RobotFunctions.Hub.Assistance.Topics;
using RobotFunctions.Hub.Delivery;

namespace RobotFunctions.Hub.Assistance;

/// <summary>Registers topics and requests.</summary>
internal static class AssistanceServices
{
    public static IServiceCollection AddAssistance(this IServiceCollection services) => services
        .AddSingleton<TopicCache>()
        .AddSingleton<TopicChanges>()
        .AddSingleton<TopicAdministration>()
        .AddSingleton<TopicFiles>()
        .AddHostedService<TopicRefresh>()
        .AddSingleton<RequestSignal>()
        .AddSingleton<RequestRecorder>()
        .AddSingleton<RequestWait>()
        .AddSingleton<AssistanceIntake>()
        .AddSingleton<IEventReaction, EventReaction>()
        .ConfigureHttpJsonOptions(static json =>
        {
            json.SerializerOptions.TypeInfoResolverChain.Insert(0, TopicJson.Default);
            json.SerializerOptions.TypeInfoResolverChain.Insert(0, RequestJson.Default);
        });
}
