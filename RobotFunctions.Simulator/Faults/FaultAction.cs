namespace RobotFunctions.Simulator.Faults;

/// <summary>Injects a fault into a call: it may respond itself, or call <paramref name="next"/> and modify the response.</summary>
public delegate Task FaultAction(HttpContext context, RequestDelegate next);
