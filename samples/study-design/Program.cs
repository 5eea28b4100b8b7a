using Microsoft.Extensions.DependencyInjection;
using RobotFunctions.Core.Enhancers;
using RobotFunctions.Local;
using StudyDesignRobot;

return await RobotHost.RunAsync(args, services =>
{
    services.AddOptions<StudyDesignOptions>().BindConfiguration("StudyDesign", static binder => binder.ErrorOnUnknownConfiguration = true).ValidateDataAnnotations().ValidateOnStart();
    services.AddEnhancer<StudyDesign>("study-design");
});
