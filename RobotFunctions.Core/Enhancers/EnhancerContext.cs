using System.Text.Json;
using RobotFunctions.Core.Protocol;

namespace RobotFunctions.Core.Enhancers;

/// <summary>What an enhancer knows besides the reference.</summary>
public sealed class EnhancerContext
{
    /// <summary>The batch the reference belongs to.</summary>
    public required BatchId Batch { get; init; }

    /// <summary>The robot that was asked.</summary>
    public required RobotId Robot { get; init; }

    /// <summary>The robot's version.</summary>
    public required string RobotVersion { get; init; }

    /// <summary>The request's <c>extra_fields</c>; undefined if there are none.</summary>
    public JsonElement ExtraFields { get; init; }
}
