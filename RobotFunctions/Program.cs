using RobotFunctions.AzureFunctions;
using RobotFunctions.Keywords;

RobotApp.Run(args, static services => services.AddKeywords());
