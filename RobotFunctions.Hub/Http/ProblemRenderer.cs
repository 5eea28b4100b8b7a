namespace RobotFunctions.Hub.Http;

/// <summary>Shows a problem to a person. A request whose answer is read by one has it as a feature; without it, problems are JSON.</summary>
/// <param name="context">The request.</param>
/// <param name="problem">The problem.</param>
internal delegate Task ProblemRenderer(HttpContext context, Problem problem);
