using System.Globalization;

namespace RobotFunctions.Benchmarks.Hub.Registry;

/// <summary>The measurements of the registry.</summary>
/// <param name="Robots">How many robots it has.</param>
/// <param name="AppliedSeconds">Their file applied to an empty registry.</param>
/// <param name="PlanSeconds">A plan of the file with one robot in a hundred changed.</param>
/// <param name="PlanFloorSeconds">The same file read and compared in memory.</param>
/// <param name="AsOf">One robot with 1,000 changes, at a time.</param>
/// <param name="Level">The first page of the robots of a level.</param>
/// <param name="LevelFloor">Its statement alone.</param>
internal sealed record RegistryFigures(int Robots, double AppliedSeconds, double PlanSeconds, double PlanFloorSeconds, Load AsOf, Load Level, Load LevelFloor)
{
    /// <summary>The lines that the command prints.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"""
          registry   {Robots:N0} robots; their file applied in {AppliedSeconds:0.0} s
          plan       {PlanSeconds:0.00} s, one robot in a hundred changed
          floor      {PlanFloorSeconds:0.00} s, read and compared in memory
          ratio      {PlanSeconds / PlanFloorSeconds:0.00}
          as_of      {AsOf} of one robot with 1,000 changes, by 8 clients
          level      {Level} its first 50 robots, by 8 clients
          floor      {LevelFloor}
        """);
}
