using System.CommandLine;
using System.Globalization;
using RobotFunctions.Hub.Delivery;

namespace RobotFunctions.Hub.Commands;

/// <summary><c>robot hub deliveries</c>: what was not delivered, and delivering it again.</summary>
internal static class DeliveriesCommand
{
    private const int MaxRows = 500;

    public static Command Create(HubCommandContext context) => new("deliveries", "Lists deliveries, and delivers again.")
    {
        context.Workspace,
        CreateList(context),
        CreateRedeliver(context),
    };

    private static Command CreateList(HubCommandContext context)
    {
        var status = new Option<DeliveryStatus?>("--status") { Description = "Only those of this status." };
        var limit = new Option<int>("--limit") { Description = $"How many, the newest first; at most {MaxRows}.", DefaultValueFactory = static _ => 50 };
        var command = new Command("list", "Lists deliveries, the newest first.") { status, limit };
        command.SetAction((parsed, cancellation) => context.RunAsync(parsed, async (services, caller) =>
        {
            var filter = new DeliveryList.Filter(caller.WorkspaceId, parsed.GetValue(status), SubscriptionId: null, Before: null);
            foreach (var found in await services.GetRequiredService<DeliveryList>().ReadAsync(filter, Math.Clamp(parsed.GetValue(limit), 1, MaxRows), cancellation))
            {
                var due = found.DueAt?.ToString("u", CultureInfo.InvariantCulture) ?? "-";
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{found.Id}  {found.EventType}  {found.Status.ToString().ToLowerInvariant()}  attempts {found.Attempts}  due {due}"));
            }

            return HubCommand.Success;
        }, cancellation));
        return command;
    }

    private static Command CreateRedeliver(HubCommandContext context)
    {
        var id = new Argument<Guid?>("id") { Description = "The id of the delivery.", Arity = ArgumentArity.ZeroOrOne };
        var all = new Option<bool>("--all-dead") { Description = "All dead letters." };
        var command = new Command("redeliver", "Delivers again, with the whole schedule of attempts.") { id, all };
        command.Validators.Add(result =>
        {
            if (result.GetValue(id) is not null == result.GetValue(all))
            {
                result.AddError("Give the id of a delivery, or --all-dead.");
            }
        });
        command.SetAction((parsed, cancellation) => context.RunAsync(parsed, async (services, caller) =>
        {
            var redelivery = services.GetRequiredService<Redelivery>();
            if (parsed.GetValue(id) is not { } one)
            {
                var count = await redelivery.RedeliverAllDeadAsync(caller, cancellation);
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{count} dead letters are delivered again."));
                return HubCommand.Success;
            }

            var result = await redelivery.RedeliverAsync(caller, one, cancellation);
            if (result.Problem is { } problem)
            {
                return await HubCommandContext.RefuseAsync(problem);
            }

            Console.WriteLine($"{one} is delivered again.");
            return HubCommand.Success;
        }, cancellation));
        return command;
    }
}
