using RobotFunctions.Hub.Assistance.Channels;
using RobotFunctions.Hub.Assistance.Tables;
using RobotFunctions.Hub.Assistance.Topics;

namespace RobotFunctions.Hub.Assistance.Files;

/// <summary>A file (YAML) that declares topics and, by name and kind, channels.</summary>
/// <param name="Channels">The channels, without secrets.</param>
/// <param name="Topics">The topics.</param>
internal sealed record TopicFile(IReadOnlyList<DeclaredChannel> Channels, IReadOnlyList<DeclaredTopic> Topics);

/// <summary>A channel of a file.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Kind">How it reaches people.</param>
/// <param name="Settings">Its settings.</param>
/// <param name="Line">The line of the file.</param>
internal sealed record DeclaredChannel(string Name, ChannelKind Kind, ChannelSettings Settings, int Line);

/// <summary>A topic of a file.</summary>
internal sealed record DeclaredTopic(TopicBody Body, int Line);

/// <summary>What is wrong with a file: its line and a sentence.</summary>
internal sealed record FileProblem(int Line, string Text);
