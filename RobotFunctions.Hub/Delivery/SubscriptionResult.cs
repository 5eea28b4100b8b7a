using RobotFunctions.Hub.Http;

namespace RobotFunctions.Hub.Delivery;

/// <summary>What came of a change of a subscription or of its deliveries.</summary>
internal sealed record SubscriptionResult
{
    public required SubscriptionOutcome Outcome { get; init; }

    /// <summary>Why it was refused, and what to do; null if it was done.</summary>
    public string? Problem { get; init; }

    /// <summary>The member of the input that the problem is about; null if it is about none, or more than one.</summary>
    public string? Field { get; init; }

    /// <summary>The subscription after the change.</summary>
    public Subscription? Subscription { get; init; }

    /// <summary>A new secret, shown this once.</summary>
    public string? Secret { get; init; }

    /// <summary>The delivery that was recorded or changed.</summary>
    public EventDelivery? Delivery { get; init; }

    public static SubscriptionResult Done(Subscription subscription, string? secret = null) => new() { Outcome = SubscriptionOutcome.Done, Subscription = subscription, Secret = secret };

    public static SubscriptionResult Done(EventDelivery delivery) => new() { Outcome = SubscriptionOutcome.Done, Delivery = delivery };

    public static SubscriptionResult NotFound(string what) => new() { Outcome = SubscriptionOutcome.NotFound, Problem = $"There is no such {what} in this workspace." };

    public static SubscriptionResult Invalid(FieldProblem problem) => new() { Outcome = SubscriptionOutcome.Invalid, Problem = problem.Detail, Field = problem.Field };

    public static SubscriptionResult Conflict(string problem) => new() { Outcome = SubscriptionOutcome.Conflict, Problem = problem };

    /// <summary>Somebody changed it since the caller read it.</summary>
    public static SubscriptionResult Stale() => new()
    {
        Outcome = SubscriptionOutcome.Stale,
        Problem = "The subscription was changed since you read it. Read it again, and send its new ETag in If-Match.",
    };

    /// <summary>The name of the subscription in use.</summary>
    public static SubscriptionResult NameTaken(string name) => Conflict($"The workspace has a subscription named '{name}' already. Choose another name.") with { Field = "name" };
}

/// <summary>The kinds of results.</summary>
internal enum SubscriptionOutcome
{
    Done,
    NotFound,
    Invalid,
    Conflict,
    Stale,
}
