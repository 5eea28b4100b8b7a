namespace RobotFunctions.Simulator.Faults;

/// <summary>What goes wrong with a call: it may answer itself, or call <paramref name="next"/> and spoil the answer.</summary>
public delegate Task FaultAction(HttpContext context, RequestDelegate next);
