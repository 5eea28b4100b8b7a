using RobotFunctions.Hub.Commands;
using RobotFunctions.Keywords;
using RobotFunctions.Local;

return await RobotHost.RunAsync(args, static services => services.AddKeywords(), HubCommand.Create(RobotHost.ReadSettings));
