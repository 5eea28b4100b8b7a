using RobotFunctions.Hub.Commands;
using RobotFunctions.Local;

return await RobotHost.RunAsync(args, services: null, HubCommand.Create(RobotHost.ReadSettings));
