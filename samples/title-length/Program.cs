using RobotFunctions.Core.Enhancers;
using RobotFunctions.Local;
using TitleLengthRobot;

return await RobotHost.RunAsync(args, services => services.AddEnhancer<TitleLength>("title-length"));
