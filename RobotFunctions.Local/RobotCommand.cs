using System.CommandLine;
using RobotFunctions.Local.Commands;
using RobotFunctions.Local.Commands.Demo;
using RobotFunctions.Local.Commands.Enhance;
using RobotFunctions.Local.Commands.Registration;
using RobotFunctions.Local.Commands.Smoke;

namespace RobotFunctions.Local;

/// <summary>The command line: a robot in one executable.</summary>
internal sealed class RobotCommand
{
    private RobotCommand(RootCommand root) => Root = root;

    /// <summary>The commands and their options.</summary>
    public RootCommand Root { get; }

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
            EnhanceCommand.Create(time, services),
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
    public async Task<int> RunAsync(string[] args, TextWriter? output = null, TextWriter? error = null)
    {
        var streams = new InvocationConfiguration
        {
            EnableDefaultExceptionHandler = false,

            // Each command limits its own shutdown (serve --drain), so the framework must not cut it short.
            ProcessTerminationTimeout = null,
            Output = output ?? Console.Out,
            Error = error ?? Console.Error,
        };
        var parsed = Root.Parse(args);
        using var interrupts = new Interrupts();
        try
        {
            var code = await parsed.InvokeAsync(streams, interrupts.Token);
            if (code == ExitCodes.Success || parsed.Errors.Count == 0)
            {
                return code;
            }

            foreach (var suggestion in OptionSuggestions.For(parsed))
            {
                await streams.Error.WriteLineAsync(suggestion);
            }

            return ExitCodes.Usage;
        }
        catch (OperationCanceledException)
        {
            return ExitCodes.Interrupted;
        }
        catch (Exception exception) when (Refusals.Of(exception) is { Count: > 0 } refusals)
        {
            foreach (var refusal in refusals)
            {
                await streams.Error.WriteLineAsync(refusal);
            }

            return ExitCodes.Usage;
        }
    }
}
