using RobotFunctions.Hub.Assistance.Tables;

namespace RobotFunctions.Hub.Assistance.Channels;

/// <summary>A channel with its secret decrypted. It is not a record, whose text would show it.</summary>
internal sealed class OpenChannel
{
    public required Guid Id { get; init; }

    public required Guid WorkspaceId { get; init; }

    public required ChannelKind Kind { get; init; }

    public required ChannelSettings Settings { get; init; }

    /// <summary>Its secret; empty for a kind that has none.</summary>
    public required string Secret { get; init; }
}
