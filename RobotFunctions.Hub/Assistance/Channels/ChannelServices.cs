namespace RobotFunctions.Hub.Assistance.Channels;

/// <summary>Registers channels.</summary>
internal static class ChannelServices
{
    /// <summary>Adds the kinds of channels, and what manages and tests channels.</summary>
    public static IServiceCollection AddChannels(this IServiceCollection services) => services
        .AddSingleton<IChannelSender, SlackSender>()
        .AddSingleton<IChannelSender, EmailSender>()
        .AddSingleton<IChannelSender, WebhookChannelSender>()
        .AddSingleton<IChannelSender, LogSender>()
        .AddSingleton<SmtpConnections>()
        .AddSingleton<ChannelKinds>()
        .AddSingleton<ChannelSecrets>()
        .AddSingleton<ChannelSending>()
        .AddSingleton<ChannelDirectory>()
        .AddSingleton<ChannelTesting>()
        .ConfigureHttpJsonOptions(static json => json.SerializerOptions.TypeInfoResolverChain.Insert(0, ChannelJson.Default));
}
