namespace RobotFunctions.Simulator.References;

/// <summary>How long generated references are, on average.</summary>
public enum ReferenceSize
{
    /// <summary>About 4 kB.</summary>
    Usual,

    /// <summary>About 18 kB, most of it annotations, as references from OpenAlex have them.</summary>
    Annotated,
}
