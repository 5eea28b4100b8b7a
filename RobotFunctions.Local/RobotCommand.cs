using System.CommandLine;
using System.Net.Sockets;
using Microsoft.Extensions.Options;
using RobotFunctions.Core.Failures;
using RobotFunctions.Local.Commands;
using RobotFunctions.Local.Commands.Demo;
using RobotFunctions.Local.Commands.Registration;
using RobotFunctions.Local.Commands.Smoke;
using RobotFunctions.Local.Hosting;
using RobotFunctions.Local.Store;

namespace RobotFunctions.Local;

/// <summary>The command line: a robot in one executable.</summary>
internal sealed class RobotCommand
{
    private readonly RootCommand _root;

    private RobotCommand(RootCommand root) => _root = root;

    public static RobotCommand Create(TimeProvider time, Action<IServiceCollection> services, IReadOnlyList<Command> more)
    {
        var root = new RootCommand("A DESTINY robot on one machine. Start with: robot demo")
        {
            DemoCommand.Create(services),
            ServeCommand.Create(services),
            PollCommand.Create(services),
            CheckCommand.Create(services),
            HealthCommand.Create(time),
            SmokeCommand.Create(time),
            EnhanceCommand.Create(services),
            SignCommand.Create(time),
            RegisterCommand.Create(services),
            RotateSecretCommand.Create(services),
        };
        GlobalOptions.AddTo(root);
        foreach (var command in more)
        {
            root.Add(command);
        }

        return new RobotCommand(root);
    }

    /// <summary>Runs a command. An error that prevents it from running is shown as a sentence, not as a stack trace.</summary>
    public async Task<int> RunAsync(string[] args)
    {
        var parsed = _root.Parse(args);
        try
        {
            // Each command limits its own shutdown (serve --drain), so the framework must not cut it short.
            var code = await parsed.InvokeAsync(new InvocationConfiguration
            {
                EnableDefaultExceptionHandler = false,
                ProcessTerminationTimeout = Timeout.InfiniteTimeSpan,
            });
            return code != ExitCodes.Success && parsed.Errors.Count > 0 ? ExitCodes.Usage : code;
        }
        catch (OperationCanceledException)
        {
            return ExitCodes.Interrupted;
        }
        catch (Exception exception) when (Refusals(exception) is { Count: > 0 } refusals)
        {
            foreach (var refusal in refusals)
            {
                await Console.Error.WriteLineAsync(refusal);
            }

            return ExitCodes.Usage;
        }
    }

    private static List<string> Refusals(Exception exception) => exception switch
    {
        OptionsValidationException invalid => [.. invalid.Failures],
        AggregateException several => [.. several.Flatten().InnerExceptions.SelectMany(Refusals).Distinct()],
        StoreRefusedException or StartRefusedException or MisconfiguredException => [exception.Message],
        IOException { InnerException: Microsoft.AspNetCore.Connections.AddressInUseException } =>
            [$"{exception.Message} Stop the process that listens there, or choose another port with --urls."],
        SocketException refused => [$"The robot cannot listen there: {refused.Message}. Use --urls with an address of this machine and a port that it may use."],
        InvalidOperationException { Source: "Microsoft.AspNetCore.Server.Kestrel.Core" } => [exception.Message],
        InvalidDataException or FormatException => [exception.Message],
        _ => [],
    };
}
