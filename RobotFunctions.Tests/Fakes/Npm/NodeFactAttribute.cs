namespace RobotFunctions.Tests.Fakes.Npm;

/// <summary>A test with programs of others that run on Node.js: skipped where that is not installed, unless <c>CI=true</c> says that it must run.</summary>
public sealed class NodeFactAttribute : FactAttribute
{
    public NodeFactAttribute() => Skip = NodeJs.ReasonToSkip;
}

/// <inheritdoc cref="NodeFactAttribute"/>
public sealed class NodeTheoryAttribute : TheoryAttribute
{
    public NodeTheoryAttribute() => Skip = NodeJs.ReasonToSkip;
}
