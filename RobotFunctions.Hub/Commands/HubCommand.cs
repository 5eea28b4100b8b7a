using System.CommandLine;
using Microsoft.Extensions.Options;
using RobotFunctions.Hub.Configuration;
using RobotFunctions.Hub.Demo;
using RobotFunctions.Hub.People;
using RobotFunctions.Hub.Store;

namespace RobotFunctions.Hub.Commands;

/// <summary><c>robot hub</c>: runs the Hub, and works on its store.</summary>
public static class HubCommand
{
    internal const int Success = 0;
    internal const int Failure = 1;
    internal const int Usage = 2;

    /// <summary>Where the Hub listens unless a command line says otherwise.</summary>
    internal const string DefaultUrl = "http://127.0.0.1:8090";

    /// <summary>Creates the command and its subcommands.</summary>
    /// <param name="readSettings">Reads the configuration; what a command line sets comes on top.</param>
    public static Command Create(Func<ParseResult, IReadOnlyDictionary<string, string?>, IConfigurationRoot> readSettings)
    {
        ArgumentNullException.ThrowIfNull(readSettings);
        var database = new Option<string?>("--database")
        {
            Description = "The store: the path of a SQLite file (default .robot/hub.db), or postgres://USER:PASSWORD@HOST/DATABASE. Other users of this machine can read a command line: give a "
                + "password in HubServer__Database instead.",
            Recursive = true,
        };
        var urls = new Option<string>("--urls")
        {
            Description = "The URLs to listen on, separated by semicolons. Use a TLS proxy before you listen on more than this machine.",
            DefaultValueFactory = static _ => DefaultUrl,
        };
        var demo = new Option<bool>("--demo")
        {
            Description = "A tour: a store of its own, which is removed at the end, with a sample schema and tasks, and a receiver that prints the webhooks of what you decide.",
        };
        var context = new HubCommandContext(parsed => readSettings(
            parsed,
            parsed.GetValue(database) is { } given ? new Dictionary<string, string?> { [$"{HubOptions.Section}:{nameof(HubOptions.Database)}"] = given } : []));
        var command = new Command("hub", "Runs the Hub: what exists, what people must decide, and who is told.")
        {
            database,
            urls,
            demo,
            KeyCommand.Create(context),
            MigrateCommand.Create(context),
            WebhookCommand.Create(context),
            ChannelCommand.Create(context),
            DeliveriesCommand.Create(context),
            SchemaCommand.Create(context),
            TaskCommand.Create(context),
            HistoryCommand.CreateHistory(context),
            HistoryCommand.CreateVerify(context),
            UserCommand.Create(context),
            RegistryCommand.Create(context),
            TopicCommand.Create(context),
            TestServiceCommand.Create(context),
        };
        command.SetAction((parsed, cancellation) => RunAsync(() =>
            !parsed.GetValue(demo) ? ServeAsync(context.ReadSettings(parsed), parsed.GetRequiredValue(urls), demo: null, cancellation)
            : parsed.GetValue(database) is null ? ServeDemoAsync(settings => readSettings(parsed, settings), parsed.GetRequiredValue(urls), cancellation)
            : HubCommandContext.RefuseAsync("--demo has a store of its own, which it removes at the end. Leave --database out.")));
        return command;
    }

    private static async Task<int> ServeDemoAsync(Func<IReadOnlyDictionary<string, string?>, IConfigurationRoot> readSettings, string urls, CancellationToken cancellation)
    {
        await using var demo = await HubDemo.StartAsync(Console.Out, TimeProvider.System, cancellation);
        return await ServeAsync(readSettings(demo.Settings), urls, demo, cancellation);
    }

    private static async Task<int> ServeAsync(IConfigurationRoot settings, string urls, HubDemo? demo, CancellationToken cancellation)
    {
        await using var app = await HubHost.BuildAsync(settings, urls, HubHost.LogAs(settings), cancellation: cancellation);
        await app.StartAsync(cancellation);
        if (demo is not null)
        {
            Console.WriteLine($"The tour has {await demo.FillAsync(app.Services, cancellation)} tasks of the schema samples/inbox/approvals.yml. Decide one in the inbox: its webhook is printed here.");
        }

        await PrintSetupLinkAsync(app);
        await app.WaitForShutdownAsync(cancellation);
        return Success;
    }

    // Not in the log, which others may read for longer than the link works.
    private static async Task PrintSetupLinkAsync(WebApplication app)
    {
        if (await app.Services.GetRequiredService<FirstAccount>().CreateLinkAsync() is { } path)
        {
            var options = app.Services.GetRequiredService<HubOptions>();
            Console.WriteLine($"The Hub has no people yet. Open this link within {options.SignIn.LinkHours} hours to create the first account; it works once:");

            // Listening on all addresses, this machine's is one that can be opened.
            Console.WriteLine(options.LinkTo(app.Urls.First().Replace("0.0.0.0", "127.0.0.1", StringComparison.Ordinal).Replace("[::]", "127.0.0.1", StringComparison.Ordinal), path));
        }
    }

    /// <summary>Runs a command. What it refuses is shown as a sentence, not as a stack trace.</summary>
    internal static async Task<int> RunAsync(Func<Task<int>> work)
    {
        try
        {
            return await work();
        }
        catch (StoreRefusedException refused)
        {
            await Console.Error.WriteLineAsync(refused.Message);
        }
        catch (OptionsValidationException invalid)
        {
            foreach (var failure in invalid.Failures)
            {
                await Console.Error.WriteLineAsync(failure);
            }
        }

        return Usage;
    }
}
