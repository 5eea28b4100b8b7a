namespace RobotFunctions.Simulator.Calls;

/// <summary>Marks an endpoint with the kind of its calls, so that the log and the faults can distinguish calls before they run.</summary>
internal sealed record CallEndpoint(CallKind Kind)
{
    public static CallKind KindOf(HttpContext context) =>
        context.GetEndpoint()?.Metadata.GetMetadata<CallEndpoint>()?.Kind ?? CallKind.Unknown;
}
