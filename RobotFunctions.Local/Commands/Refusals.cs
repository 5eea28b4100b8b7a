using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Options;
using RobotFunctions.Core.Failures;
using RobotFunctions.Local.Hosting;
using RobotFunctions.Local.Store;

namespace RobotFunctions.Local.Commands;

/// <summary>Describes an exception that keeps a command from running, in sentences for who typed it. A bug has none, and keeps its stack trace.</summary>
internal static class Refusals
{
    /// <summary>What is wrong and what to do, a sentence or two per line; empty for a bug.</summary>
    public static IReadOnlyList<string> Of(Exception exception) => exception switch
    {
        OptionsValidationException invalid => [.. invalid.Failures],
        AggregateException several => [.. several.Flatten().InnerExceptions.SelectMany(Of).Distinct()],
        StoreRefusedException or StartRefusedException or MisconfiguredException => [exception.Message],
        IOException { InnerException: AddressInUseException } =>
            [$"{exception.Message} Stop the process that listens there, or choose another port with --urls."],
        IOException { InnerException: SocketException refused } => [Listening(refused)],
        SocketException refused => [Listening(refused)],
        InvalidOperationException { Source: "Microsoft.AspNetCore.Server.Kestrel.Core" } => [exception.Message],
        InvalidDataException or FormatException => [exception.Message],
        IOException or UnauthorizedAccessException when InTheFileSystem(exception) =>
            [$"{exception.Message} Check that the disk has room, and that this user may read and write there."],
        _ => [],
    };

    private static string Listening(SocketException refused) =>
        $"The robot cannot listen there: {refused.Message}. Use --urls with an address of this machine and a port that it may use.";

    private static bool InTheFileSystem(Exception exception) => exception.Source is "System.Private.CoreLib" && exception.InnerException is null or IOException;
}
