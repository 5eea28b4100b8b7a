using RobotFunctions.Local.Commands;

return await RobotCommand.Create(TimeProvider.System).RunAsync(args);
