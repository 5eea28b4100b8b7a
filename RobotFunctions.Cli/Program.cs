using RobotFunctions.Local;

return await RobotHost.RunAsync(args);
