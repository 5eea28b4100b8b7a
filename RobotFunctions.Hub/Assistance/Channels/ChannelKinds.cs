using RobotFunctions.Hub.Assistance.Tables;

namespace RobotFunctions.Hub.Assistance.Channels;

/// <summary>The kinds of channels.</summary>
internal sealed class ChannelKinds(IEnumerable<IChannelSender> senders)
{
    private readonly Dictionary<ChannelKind, IChannelSender> _senders = senders.ToDictionary(static sender => sender.Kind);

    /// <summary>How a kind sends.</summary>
    public IChannelSender this[ChannelKind kind] => _senders[kind];
}
